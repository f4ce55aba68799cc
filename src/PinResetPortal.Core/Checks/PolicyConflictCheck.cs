using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>No assigned policy takes PIN recovery away from people to whom another one gives it. The user scope beats the device scope.</summary>
internal sealed class PolicyConflictCheck() : RequiredCheck("policy.conflict", "Conflicting policies", "Policies conflict", CheckArea.Policy)
{
    public override string Fault => "Another policy switches PIN recovery off";

    public override string Headline(Finding finding) => "PIN recovery is turned on and off for the same people";

    public override Finding Evaluate(TenantFacts facts) => Judge(facts) with { Matrix = PolicyMatrix.Of(facts) is { Count: > 0 } matrix ? matrix : null };

    private Finding Judge(TenantFacts facts)
    {
        var placed = PolicyEvidence.Place(facts).Where(setting => setting.Audience.Reach != AudienceReach.Nobody).ToList();
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var pairs = Clashes(placed);

        if (pairs.FirstOrDefault(pair => pair.Overlap == AudienceOverlap.Some) is { } certain)
        {
            return Broken(Sentence(certain), Evidence(pairs), blade) with { Cause = FindingCause.Conflict };
        }

        if (facts.UnreadablePolicies.FirstOrDefault() is { } reason)
        {
            return Unknown("We could not see all policies, so a conflict can't be ruled out.", reason, Evidence(pairs), blade);
        }

        if (!placed.Any(setting => setting.Setting.Enabled))
        {
            return NotApplicable("No assigned policy turns PIN recovery on, so none can contradict it.");
        }

        if (PolicyEvidence.UnclearOneIsAssigned(facts))
        {
            return Unknown(
                "A policy names PIN recovery in a form that we do not understand, so a conflict can't be ruled out.",
                new(UnreadableKind.NotUnderstood, "The value of EnablePinRecovery in an assigned policy could not be read.", "Open the policy in Intune and look at \"Enable Pin Recovery\"."),
                PolicyEvidence.Unclear(facts),
                blade);
        }

        return pairs.Count > 0
            ? NeedsAttention($"\"{pairs[0].Off.Policy.Name}\" turns PIN recovery off and may reach the same people as \"{pairs[0].On.Policy.Name}\": their {(SettingScopes.CanBeCompared(pairs[0].Off.Setting.Scope, pairs[0].On.Setting.Scope) ? "audiences" : "scopes")} can't be compared.", Evidence(pairs), blade) with { Cause = FindingCause.PossibleConflict }
            : Healthy("No policy contradicts the one that turns PIN recovery on.", placed.Select(setting => setting.ToEvidence()), blade);
    }

    /// <summary>Pairs in which somebody loses PIN recovery, or may lose it, because of <see cref="Clash.Off"/>.</summary>
    internal static IReadOnlyList<Clash> Clashes(IReadOnlyList<PlacedSetting> placed) =>
    [
        .. from off in placed
           where !off.Setting.Enabled
           from other in placed
           where other.Setting.Enabled && !(other.Setting.Scope == SettingScope.User && off.Setting.Scope == SettingScope.Device)
           let meeting = off.Audience.OverlapWith(other.Audience)
           let overlap = meeting == AudienceOverlap.Some && !SettingScopes.CanBeCompared(off.Setting.Scope, other.Setting.Scope) ? AudienceOverlap.Unknown : meeting
           where overlap != AudienceOverlap.None
           orderby overlap
           select new Clash(off, other, overlap),
    ];

    private static string Sentence(Clash clash) => clash.Off.Setting.Scope == SettingScope.User && clash.On.Setting.Scope == SettingScope.Device
        ? $"\"{clash.Off.Policy.Name}\" turns PIN recovery off for users, which beats \"{clash.On.Policy.Name}\" on their devices."
        : $"\"{clash.Off.Policy.Name}\" turns PIN recovery off for the same people for whom \"{clash.On.Policy.Name}\" turns it on.";

    private static IEnumerable<Evidence> Evidence(IReadOnlyList<Clash> pairs) =>
        pairs.Select(pair => pair.Off.ToEvidence("loses or undoes it")).Concat(pairs.Select(pair => pair.On.ToEvidence("turns it on"))).Distinct();
}

internal sealed record Clash(PlacedSetting Off, PlacedSetting On, AudienceOverlap Overlap);
