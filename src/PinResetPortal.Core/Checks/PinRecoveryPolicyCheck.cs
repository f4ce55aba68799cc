using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>At least one policy of any of the six kinds turns EnablePinRecovery on and reaches somebody.</summary>
internal sealed class PinRecoveryPolicyCheck() : RequiredCheck("policy.pin-recovery", "PIN recovery", "PIN recovery not on", CheckArea.Policy)
{
    public override string Fault => "PIN recovery on for nobody";

    public override string Headline(Finding finding) => finding.Cause switch
    {
        FindingCause.ReachesNobody or FindingCause.Unassigned => "A policy turns PIN recovery on, but it reaches nobody",
        FindingCause.TurnedOff => "PIN recovery is turned off by policy",
        _ => "PIN recovery is not turned on for anybody",
    };

    public override Finding Evaluate(TenantFacts facts)
    {
        var placed = PolicyEvidence.Place(facts);
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var evidence = placed.Select(setting => setting.ToEvidence()).Concat(PolicyEvidence.Unclear(facts)).ToList();
        var on = placed.Where(setting => setting.Setting.Enabled).ToList();

        if (on.Where(setting => setting.Audience.Reach == AudienceReach.Somebody).ToList() is { Count: > 0 } reaching)
        {
            var names = string.Join(", ", reaching.Select(setting => $"\"{setting.Policy.Name}\"").Distinct());
            return Healthy($"PIN recovery is turned on by {names} for {reaching[0].Audience.Description}{(reaching.Count > 1 ? " and others" : "")}.", evidence, blade);
        }

        // Seen or not, what could not be read may hold the policy that turns it on.
        if (facts.UnreadablePolicies.FirstOrDefault() is { } reason)
        {
            return Unknown("We could not see all policies, and none of those we saw turns PIN recovery on for anybody.", reason, [.. evidence, PolicyEvidence.GroupPolicyNotVisible], blade);
        }

        if (on.FirstOrDefault(setting => setting.Audience.Reach == AudienceReach.Unclear) is { } unclear)
        {
            return Unknown(
                $"PIN recovery is turned on by \"{unclear.Policy.Name}\", but we do not know whom it reaches: {unclear.Audience.Description}.",
                facts.Groups.WhyUnreadable
                    ?? new(UnreadableKind.NotUnderstood, "The policy is assigned to a group that could not be read, or in a way that the portal does not know, for example to a collection of Configuration Manager.", "Check again, or open the policy in Intune and look whom it reaches."),
                [.. evidence, PolicyEvidence.GroupPolicyNotVisible],
                blade) with
            { Cause = FindingCause.ReachUnclear };
        }

        if (on.FirstOrDefault(setting => setting.Audience.Reach == AudienceReach.NobodyYet) is { } waiting)
        {
            return NeedsAttention($"PIN recovery is turned on by \"{waiting.Policy.Name}\" for {waiting.Audience.Description}, but none of these users has a Windows device that it reaches yet.", evidence, blade) with { Cause = FindingCause.NoDeviceYet };
        }

        if (PolicyEvidence.UnclearOneIsAssigned(facts))
        {
            return Unknown(
                "A policy names PIN recovery in a form that we do not understand.",
                new(UnreadableKind.NotUnderstood, "The value of EnablePinRecovery in an assigned policy could not be read.", "Open the policy in Intune and look at \"Enable Pin Recovery\"."),
                evidence,
                blade);
        }

        evidence.Add(PolicyEvidence.GroupPolicyNotVisible);
        var widest = on.MaxBy(setting => setting.Policy.Assignments.Count);
        if (widest is not null)
        {
            return Broken($"\"{widest.Policy.Name}\" turns PIN recovery on, but reaches nobody: {widest.Audience.Description}.", evidence, blade) with
            { Cause = widest.Policy.Assignments.Count == 0 ? FindingCause.Unassigned : FindingCause.ReachesNobody };
        }

        return placed.FirstOrDefault(setting => setting.Audience.Reach != AudienceReach.Nobody) is { } off
            ? Broken($"PIN recovery is turned off by \"{off.Policy.Name}\", and no policy turns it on.", evidence, blade) with { Cause = FindingCause.TurnedOff }
            : Broken("No Intune policy turns PIN recovery on.", evidence, blade) with { Cause = FindingCause.NoPolicy };
    }
}
