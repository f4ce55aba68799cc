using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>How the policies that carry EnablePinRecovery ended on their devices. Advice only.</summary>
internal sealed class DeploymentCheck() : TenantCheck("devices.deployment", "Policy on the devices", "Not on all devices", CheckArea.Devices, required: false)
{
    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        if (!facts.Deployment.IsKnown(out var deployment, out var reason))
        {
            return Unknown("We could not see how the policies ended on the devices.", reason, blade: blade);
        }

        var policies = PolicyEvidence.Place(facts)
            .Where(placed => placed.Audience.Reach != AudienceReach.Nobody)
            .GroupBy(placed => placed.Policy.Id, StringComparer.OrdinalIgnoreCase)
            .Select(group => (group.First().Policy, Report: deployment.Of(group.Key), Setting: group.First()))
            .ToList();
        if (policies.Count == 0)
        {
            return facts.UnreadablePolicies.FirstOrDefault() is { } unseen
                ? Unknown("We could not see all policies, so we do not know what to look for on the devices.", unseen, blade: blade)
                : NotApplicable("No assigned policy carries EnablePinRecovery, so nothing can arrive on a device.");
        }

        var evidence = policies.Select(one => new Evidence(
            PolicyEvidence.KindOf(one.Policy.Kind),
            one.Policy.Name,
            one.Policy.Id,
            one.Report?.Counts.ToString(),
            one.Report is not null ? $"EnablePinRecovery={(one.Setting.Setting.Enabled ? "true" : "false")}, {one.Setting.Audience.Description}"
                : deployment.Unread.TryGetValue(one.Policy.Id, out var reason) ? reason.Message
                : "no report was asked for")
        { Basis = one.Report is null ? EvidenceBasis.Listed : EvidenceBasis.Reported }).ToList();
        var reported = policies.SelectMany(one => one.Report is { } report ? [(one.Policy, report.Counts)] : Array.Empty<(IntunePolicy Policy, DeploymentCounts Counts)>()).ToList();
        if (reported.Count == 0)
        {
            return deployment.Unread.Values.FirstOrDefault() is { } why
                ? Unknown("We could not see how the policies ended on the devices.", why, evidence, blade)
                : NotApplicable("No report of these policies has been asked for yet; check again.", evidence);
        }

        var failing = reported.Where(one => one.Counts is { Error: > 0 } or { Conflict: > 0 }).ToList();
        if (failing.Count > 0)
        {
            return NeedsAttention($"{string.Join("; ", failing.Select(one => $"\"{one.Policy.Name}\" {Failure(one.Counts)}"))}.", evidence, blade) with { Cause = FindingCause.DevicesFail };
        }

        var words = $"{string.Join("; ", reported.Select(one => $"\"{one.Policy.Name}\" {Arrival(one.Counts)}"))}.";
        return reported.TrueForAll(one => one.Counts.Succeeded == 0)
            ? NeedsAttention(words, evidence, blade) with { Cause = FindingCause.AllPending }
            : Healthy(words, evidence, blade);
    }

    private static string Failure(DeploymentCounts counts)
    {
        string?[] parts =
        [
            counts.Error > 0 ? $"ended with an error on {Devices(counts.Error)}" : null,
            counts.Conflict > 0 ? $"is in conflict with another policy on {Devices(counts.Conflict)}" : null,
        ];
        return Lists.And(parts.OfType<string>());
    }

    private static string Arrival(DeploymentCounts counts) => counts switch
    {
        { All: 0 } => "has not been reported by any device yet",
        { Pending: 0, NotApplicable: 0 } => $"arrived on {(counts.All == 1 ? "the one device" : $"all {counts.All} devices")}",
        _ => $"arrived on {counts.Succeeded} of {Devices(counts.All)}"
            + (counts.Pending > 0 ? $", {counts.Pending} {(counts.Pending == 1 ? "has" : "have")} not answered yet" : "")
            + (counts.NotApplicable > 0 ? $", {counts.NotApplicable} can't apply it" : ""),
    };

    private static string Devices(int count) => count == 1 ? "1 device" : $"{count} devices";
}
