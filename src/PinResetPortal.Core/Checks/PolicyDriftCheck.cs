using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Deployments;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>What the portal deployed is still as it left it, or somebody accepted the difference for a time.</summary>
internal sealed class PolicyDriftCheck() : TenantCheck("policy.drift", "Deployed policies unchanged", "Policy changed", CheckArea.Policy, required: false)
{
    public override Finding Evaluate(TenantFacts facts)
    {
        if (facts.Deployed.Count == 0)
        {
            return NotApplicable("The portal has deployed no policy in this tenant.");
        }

        if (facts.UnreadablePolicies.FirstOrDefault() is { } reason)
        {
            return Unknown("We could not see whether the policies that the portal deployed are still as it left them.", reason);
        }

        var drifts = Drift.Find(facts);
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var evidence = facts.Deployed.Select(deployed => Show(deployed, drifts.FirstOrDefault(drift => drift.Deployed == deployed), facts.ReadAt)).ToList();
        if (drifts.FirstOrDefault(drift => !drift.IsAccepted(facts.ReadAt)) is { } open)
        {
            return NeedsAttention($"\"{open.Deployed.Policy.Name}\" is no longer as the portal left it: {open.Differences[0]}.", evidence, blade);
        }

        return drifts is [{ Deployed: { AcceptedDrift: { } accepted } deployed }, ..]
            ? Healthy($"\"{deployed.Policy.Name}\" differs from what the portal deployed; accepted until {accepted.Until:yyyy-MM-dd} by {accepted.Owner}.", evidence, blade)
            : Healthy("The policies that the portal deployed are as it left them.", evidence, blade);
    }

    private static Evidence Show(DeployedPolicy deployed, Drift? drift, DateTimeOffset now)
    {
        var since = $"deployed {deployed.DeployedAt:u} by {deployed.DeployedBy}";
        var changed = drift?.Current?.LastModifiedAt is { } at ? $", last changed {at:u}" : "";
        var accepted = deployed.AcceptedDrift is { } acceptance && drift?.IsAccepted(now) == true ? $"; accepted until {acceptance.Until:yyyy-MM-dd} by {acceptance.Owner}: {acceptance.Note}" : "";
        return new(
            PolicyEvidence.KindOf(deployed.Policy.Kind),
            deployed.Policy.Name,
            deployed.Policy.Id,
            drift is null ? "unchanged" : drift.Current is null ? "gone" : "changed",
            drift is null ? since : $"{string.Join("; ", drift.Differences)} ({since}{changed}){accepted}");
    }
}
