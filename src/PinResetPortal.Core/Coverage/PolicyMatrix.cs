using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Coverage;

/// <summary>
/// Compares every value of EnablePinRecovery with every other one. User scope beats device scope
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/configure); Group Policy beats both and is not visible.
/// </summary>
internal static class PolicyMatrix
{
    public static IReadOnlyList<PolicyMatrixRow> Of(TenantFacts facts)
    {
        var placed = PolicyEvidence.Place(facts);
        var useless =
            from policy in facts.AllPolicies
            from row in policy.OmaSettings
            let reading = OmaUriReading.Read(row, facts.TenantId)
            let reported = OmaUriReading.Reported(facts.Deployment.ValueOrDefault?.Of(policy.Id))
            where reading is OmaUriReading.NoEffect || (reading is OmaUriReading.Doubtful && reported is not true)
            let isDoubtful = reading is OmaUriReading.Doubtful && reported is null
            select new PolicyMatrixRow(
                policy.Id, policy.Name, PolicyEvidence.KindOf(policy.Kind), row.OmaUri.StartsWith("./User/", StringComparison.OrdinalIgnoreCase) ? "user" : "device",
                row.Value ?? "(masked)", facts.AudienceOf(policy.Assignments).Description, isDoubtful ? PolicyOutcome.Doubtful : PolicyOutcome.NoEffect,
                reading is OmaUriReading.NoEffect none ? none.Why[0] : isDoubtful ? ((OmaUriReading.Doubtful)reading).Why[0] : "its devices report errors only");
        return [.. placed.Select(setting => Row(setting, placed)), .. useless];
    }

    private static PolicyMatrixRow Row(PlacedSetting setting, IReadOnlyList<PlacedSetting> all)
    {
        var (outcome, why) = Judge(setting, all);
        return new(
            setting.Policy.Id,
            setting.Policy.Name,
            PolicyEvidence.KindOf(setting.Policy.Kind),
            setting.Setting.Scope.Name(),
            setting.Setting.Enabled ? "true" : "false",
            setting.Audience.Description,
            outcome,
            why);
    }

    private static (PolicyOutcome Outcome, string Why) Judge(PlacedSetting setting, IReadOnlyList<PlacedSetting> all)
    {
        if (setting.Audience.Reach == AudienceReach.Nobody)
        {
            return (PolicyOutcome.ReachesNobody, setting.Audience.Assignments.Count == 0 ? "it is not assigned" : "its assignments leave nobody over");
        }

        var against = all
            .Where(other => other.Setting.Enabled != setting.Setting.Enabled && other.Audience.Reach != AudienceReach.Nobody)
            .Select(other => (Other: other, Overlap: setting.Audience.OverlapWith(other.Audience)))
            .Where(pair => pair.Overlap != AudienceOverlap.None)
            .ToList();
        if (against.FirstOrDefault(pair => !SettingScopes.CanBeCompared(setting.Setting.Scope, pair.Other.Setting.Scope)) is { Other: { } incomparable })
        {
            return (PolicyOutcome.MayConflict, $"\"{incomparable.Policy.Name}\" says the opposite, and the scope of one of them is not documented");
        }

        var certain = against.Where(pair => pair.Overlap == AudienceOverlap.Some).Select(pair => pair.Other).ToList();
        if (certain.FirstOrDefault(other => other.Setting.Scope == setting.Setting.Scope) is { } equal)
        {
            return (PolicyOutcome.Conflicts, $"\"{equal.Policy.Name}\" says the opposite to the same people in the same scope");
        }

        if (certain.FirstOrDefault(other => other.Setting.Scope == SettingScope.User) is { } stronger)
        {
            return (PolicyOutcome.Loses, $"\"{stronger.Policy.Name}\" says the opposite to users, and user scope beats device scope");
        }

        if (against.FirstOrDefault(pair => pair.Overlap == AudienceOverlap.Unknown && !(setting.Setting.Scope == SettingScope.User && pair.Other.Setting.Scope == SettingScope.Device)) is { Other: { } possible })
        {
            return (PolicyOutcome.MayConflict, $"\"{possible.Policy.Name}\" says the opposite; whether they reach the same people can't be told");
        }

        return (PolicyOutcome.Wins, certain.FirstOrDefault() is { } weaker
            ? $"user scope beats the device scope of \"{weaker.Policy.Name}\""
            : "no visible policy contradicts it for these people");
    }
}
