using System.Text.Json.Nodes;
using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// Replaces custom rows that do nothing, or whose effect no page states, by a settings catalog policy, which is the documented way, with the same assignments. The new policy is assigned before the row
/// goes; the other rows of the profile stay, and the profile goes only when nothing else is in it.
/// </summary>
internal sealed class ReplaceOmaUriRows(PolicyTemplates templates) : IRemediation
{
    private const string TurnsOn = "policy.pin-recovery";

    public string CheckId => "policy.oma-uri";

    public int Order => 60;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice) => Propose(facts, choice, new HashSet<string>(StringComparer.Ordinal));

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice, IReadOnlySet<string> together) =>
    [
        .. from policy in facts.DeviceConfigurations.ValueOrDefault ?? []
           where policy is { Kind: PolicyKind.CustomOmaUri, Document: not null }
           from change in Replace(policy, facts, together.Contains(TurnsOn))
           select change,
    ];

    private IEnumerable<ProposedChange> Replace(IntunePolicy profile, TenantFacts facts, bool anotherPolicyComes)
    {
        var rows = PolicyDocument.Rows(profile.Document!);
        var reported = OmaUriReading.Reported(facts.Deployment.ValueOrDefault?.Of(profile.Id));
        var useless = rows.Where(row => IsUseless(OmaUriReading.Read(PolicyDocument.Row(row), facts.TenantId), reported)).ToList();
        var kept = rows.Except(useless).ToList();

        // Rows are sent back all together, now or when this is taken back, and a masked one would be overwritten by its mask.
        if (useless.Count == 0 || rows.Any(row => PolicyDocument.Row(row).IsMasked))
        {
            yield break;
        }

        // A policy that turns it on beside one that turns it off for the same people would be a conflict: policy.pin-recovery comes first.
        var wanted = useless.Where(IsOn).ToList();
        if (wanted.Count > 0 && !anotherPolicyComes && IsTurnedOff(profile, facts))
        {
            yield break;
        }

        if (wanted.Count > 0 && !anotherPolicyComes && !IsCovered(profile, facts))
        {
            foreach (var change in Create(profile, facts, wanted.Any(IsForUsers)))
            {
                yield return change;
            }
        }

        if (kept.Count > 0)
        {
            yield return new(
                $"remove-row-{profile.Id}",
                $"Take the {(useless.Count == 1 ? "row" : "rows")} without documented effect out of \"{profile.Name}\"; the other {(kept.Count == 1 ? "one stays" : $"{kept.Count} stay")}",
                new PlannedChange.UpdatePolicy(PolicyKind.CustomOmaUri, profile.Id, PolicyDocument.WithRows(profile.Document!, kept)),
                string.Join(", ", useless.Select(row => PolicyDocument.Row(row).OmaUri)),
                $"{kept.Count} of {rows.Count} rows",
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Put the {(useless.Count == 1 ? "row" : "rows")} back into \"{profile.Name}\"",
                new PlannedChange.UpdatePolicy(PolicyKind.CustomOmaUri, profile.Id, profile.Document!));
            yield break;
        }

        foreach (var change in Delete(profile))
        {
            yield return change;
        }
    }

    private IEnumerable<ProposedChange> Create(IntunePolicy profile, TenantFacts facts, bool forUsers)
    {
        var (group, definition) = forUsers ? (KnownSettings.UserGroup, KnownSettings.UserEnablePinRecovery) : (KnownSettings.DeviceGroup, KnownSettings.DeviceEnablePinRecovery);
        var draft = templates.Of(facts.HomeTenantId).DraftOf(
            facts,
            $"PIN recovery instead of {profile.Name}",
            $"Takes the place of a custom OMA-URI row in \"{profile.Name}\" that has no documented effect.",
            [new(definition, DraftSettingKind.Choice, definition + "_true", group)]);
        var createId = $"create-instead-of-{profile.Id}";
        var policy = ObjectReference.CreatedBy(createId);
        yield return new(
            createId,
            $"Create the settings catalog policy \"{draft.Name}\" with PIN recovery on",
            new PlannedChange.CreateConfigurationPolicy(draft),
            $"a row in \"{profile.Name}\" without documented effect",
            $"policy \"{draft.Name}\", EnablePinRecovery=true",
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Delete the policy \"{draft.Name}\"",
            new PlannedChange.DeleteConfigurationPolicy(policy));
        if (profile.Assignments.Count > 0)
        {
            yield return new(
                $"assign-instead-of-{profile.Id}",
                $"Assign \"{draft.Name}\" as \"{profile.Name}\" is assigned",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, profile.Assignments),
                "not assigned",
                AssignmentMerge.DescribeAll(profile.Assignments),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Take the assignment of \"{draft.Name}\" away",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, []));
        }
    }

    /// <summary>Unassigned first: so the way back has its own step that assigns what was made again.</summary>
    private static IEnumerable<ProposedChange> Delete(IntunePolicy profile)
    {
        var deleteId = $"delete-profile-{profile.Id}";
        if (profile.Assignments.Count > 0)
        {
            yield return new(
                $"unassign-profile-{profile.Id}",
                $"Take the assignments of \"{profile.Name}\" away",
                new PlannedChange.AssignPolicy(PolicyKind.CustomOmaUri, profile.Id, []),
                AssignmentMerge.DescribeAll(profile.Assignments),
                "not assigned",
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Assign \"{profile.Name}\" as it was",
                new PlannedChange.AssignPolicy(PolicyKind.CustomOmaUri, new ObjectReference(profile.Id, $"undo-{deleteId}"), profile.Assignments));
        }

        yield return new(
            deleteId,
            $"Delete \"{profile.Name}\": nothing else is in it",
            new PlannedChange.DeleteDeviceConfiguration(profile.Id),
            $"profile \"{profile.Name}\" with {profile.OmaSettingCount} {(profile.OmaSettingCount == 1 ? "row" : "rows")}",
            "gone",
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Make \"{profile.Name}\" again with its rows",
            new PlannedChange.CreateDeviceConfiguration(profile.Document!));
    }

    /// <summary>Whether a policy that works already turns PIN recovery on for everybody whom the profile reaches.</summary>
    private static bool IsCovered(IntunePolicy profile, TenantFacts facts)
    {
        var audience = facts.AudienceOf(profile.Assignments);
        return audience.Reach == AudienceReach.Nobody || PolicyEvidence.Place(facts).Any(setting => setting.Setting.Enabled && setting.Audience.Covers(audience));
    }

    private static bool IsTurnedOff(IntunePolicy profile, TenantFacts facts)
    {
        var audience = facts.AudienceOf(profile.Assignments);
        return PolicyEvidence.Place(facts).Any(setting => !setting.Setting.Enabled && setting.Audience.OverlapWith(audience) != AudienceOverlap.None);
    }

    /// <summary>A doubtful row that turns PIN recovery off is left alone: taking it out might turn it on.</summary>
    private static bool IsUseless(OmaUriReading reading, bool? reported) => reading is OmaUriReading.NoEffect
        || (reading is OmaUriReading.Doubtful { Enabled: var on } && reported is not true && (on || reported is false));

    private static bool IsOn(JsonObject row) => PolicyDocument.Row(row) is { IsMasked: false, Value: { } value }
        && value.Trim() is var word && (word.Equals("true", StringComparison.OrdinalIgnoreCase) || word == "1");

    private static bool IsForUsers(JsonObject row) => PolicyDocument.Row(row).OmaUri.TrimStart().StartsWith("./User/", StringComparison.OrdinalIgnoreCase);
}
