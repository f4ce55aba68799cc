using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// Gives PIN recovery to somebody: assigns a policy that already turns it on, or turns it on in the policies that turn it off
/// (a second policy would only conflict with them), or creates one from the template and assigns it.
/// </summary>
public sealed class TurnOnPinRecovery(PolicyTemplates templates) : IRemediation
{
    public string CheckId => "policy.pin-recovery";

    public int Order => 40;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice)
    {
        var placed = PolicyEvidence.Place(facts);
        if (facts.UnreadablePolicies.Any() || PolicyEvidence.UnclearOneIsAssigned(facts)
            || placed.Any(setting => setting is { Setting.Enabled: true, Audience.Reach: not AudienceReach.Nobody }))
        {
            return [];
        }

        var off = placed.Where(setting => !setting.Setting.Enabled && setting.Audience.Reach != AudienceReach.Nobody).Select(setting => setting.Policy).Distinct().ToList();
        if (off.Count > 0)
        {
            return SwitchPolicyOn.ProposeAll(off, facts.TenantId);
        }

        // A policy of ours or of an admin that waits for its assignment is better than another one; device scope reaches all who sign in.
        var decided = new DecidedElsewhere(facts);
        var unassigned = placed
            .Where(setting => setting.Setting.Enabled && decided.AllowsAssigning(setting.Policy, facts))
            .OrderBy(setting => setting.Setting.Scope)
            .ThenBy(setting => setting.Policy.Kind)
            .FirstOrDefault();
        return unassigned is not null ? [Assign(unassigned, choice)] : CreateAndAssign(facts, choice, decided);
    }

    private static ProposedChange Assign(PlacedSetting setting, PolicyChoice choice)
    {
        var policy = setting.Policy;
        var merged = AssignmentMerge.Merge(policy.Assignments, choice.Assign ?? AssignmentChoice.AllDevices);
        return new(
            "assign-policy",
            $"Assign \"{policy.Name}\" to {AssignmentMerge.Describe(choice.Assign)}",
            new PlannedChange.AssignPolicy(policy.Kind, policy.Id, merged),
            setting.Audience.Description,
            AssignmentMerge.DescribeAll(merged),
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Put the assignments of \"{policy.Name}\" back as they were",
            new PlannedChange.AssignPolicy(policy.Kind, policy.Id, policy.Assignments));
    }

    private ProposedChange[] CreateAndAssign(TenantFacts facts, PolicyChoice choice, DecidedElsewhere decided)
    {
        var whole = templates.Current.Draft(facts, choice.Name);
        var draft = decided.Without(whole);
        var left = whole.Settings.Count - draft.Settings.Count;
        var assignments = AssignmentMerge.Merge([], choice.Assign ?? AssignmentChoice.AllDevices);
        var policy = ObjectReference.CreatedBy("create-policy");
        return
        [
            new(
                "create-policy",
                $"Create the settings catalog policy \"{draft.Name}\" with PIN recovery on",
                new PlannedChange.CreateConfigurationPolicy(draft),
                "no assigned policy turns PIN recovery on",
                $"policy \"{draft.Name}\", {draft.Settings.Count} {(draft.Settings.Count == 1 ? "setting" : "settings")}, EnablePinRecovery=true{(left > 0 ? $"; {left} more of the template {(left == 1 ? "is" : "are")} left to the policies that decide Windows Hello here" : "")}",
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Delete the policy \"{draft.Name}\"",
                new PlannedChange.DeleteConfigurationPolicy(policy)),
            new(
                "assign-policy",
                $"Assign \"{draft.Name}\" to {AssignmentMerge.Describe(choice.Assign)}",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, assignments),
                "not assigned",
                AssignmentMerge.DescribeAll(assignments),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Take the assignment of \"{draft.Name}\" away",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, [])),
        ];
    }
}
