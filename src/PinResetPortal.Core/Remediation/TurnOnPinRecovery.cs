using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// Gives PIN recovery to somebody, and nothing else: turns it on in the policies that turn it off (a second policy would only contradict
/// them), assigns a policy that carries it alone, or creates one. A policy that somebody scoped is given to others only when they were
/// chosen and the check was named; Windows Hello comes along only with the template that carries it.
/// </summary>
internal sealed class TurnOnPinRecovery(PolicyTemplates templates) : IRemediation
{
    public string CheckId => "policy.pin-recovery";

    public int Order => 40;

    /// <summary>Whom a policy reaches that an admin scoped is the admin's decision.</summary>
    public bool OnlyWhenNamed(TenantFacts facts) => Scoped(PolicyEvidence.Place(facts)) is not null;

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

        if (Scoped(placed) is { } scoped)
        {
            return choice.Assign is { } whom && Assign(scoped, whom, facts) is { } assigned && facts.AudienceOf(assigned.Merged).Reach != AudienceReach.Nobody ? [assigned.Change] : [];
        }

        // A policy of ours or of an admin that waits for its assignment is better than another one; device scope reaches all who sign in.
        var decided = new DecidedElsewhere(facts);
        var unassigned = placed
            .Where(setting => setting.Setting.Enabled && decided.AllowsAssigning(setting.Policy, choice))
            .OrderBy(setting => setting.Setting.Scope)
            .ThenBy(setting => setting.Policy.Kind)
            .FirstOrDefault();
        if (unassigned is not null)
        {
            return Assign(unassigned, choice.Assign ?? AssignmentChoice.AllDevices, facts) is var (change, merged) && facts.AudienceOf(merged).Reach != AudienceReach.Nobody ? [change] : [];
        }

        var excluded = placed.Where(setting => setting.Setting.Enabled).SelectMany(setting => setting.Policy.Assignments).Distinct().ToList();
        return CreateAndAssign(facts, choice, decided, AssignmentMerge.Merge(excluded, choice.Assign ?? AssignmentChoice.AllDevices));
    }

    /// <summary>A policy that turns it on and that somebody gave to people, although nobody is left over. One that only excludes was given to nobody.</summary>
    private static PlacedSetting? Scoped(IReadOnlyList<PlacedSetting> placed) =>
        placed.FirstOrDefault(setting => setting is { Setting.Enabled: true, Audience.Reach: AudienceReach.Nobody } && setting.Policy.Assignments.Any(IsInclude));

    private static bool IsInclude(PolicyAssignment assignment) => assignment.Target != AssignmentTarget.ExcludeGroup;

    private static (ProposedChange Change, IReadOnlyList<PolicyAssignment> Merged) Assign(PlacedSetting setting, AssignmentChoice choice, TenantFacts facts)
    {
        var policy = setting.Policy;
        var merged = AssignmentMerge.Merge(policy.Assignments, choice);
        var dropped = policy.Assignments.Except(merged).ToList();
        return (new(
            "assign-policy",
            $"Assign \"{policy.Name}\" to {AssignmentMerge.Describe(choice)}{(policy.Assignments.Count > 0 ? " as well" : "")}"
                + (dropped.Count > 0 ? $"; the exclusion of {Lists.And(dropped.Select(assignment => $"group {assignment.GroupId}"))} ends" : ""),
            new PlannedChange.AssignPolicy(policy.Kind, policy.Id, merged),
            setting.Audience.Description,
            AssignmentMerge.DescribeAll(merged, facts.Groups.ValueOrDefault),
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Put the assignments of \"{policy.Name}\" back as they were",
            new PlannedChange.AssignPolicy(policy.Kind, policy.Id, policy.Assignments)), merged);
    }

    private ProposedChange[] CreateAndAssign(TenantFacts facts, PolicyChoice choice, DecidedElsewhere decided, IReadOnlyList<PolicyAssignment> assignments)
    {
        if (facts.AudienceOf(assignments).Reach == AudienceReach.Nobody)
        {
            return [];
        }

        var whole = choice.Template == PolicyTemplateChoice.HelloBaseline
            ? templates.Of(facts.HomeTenantId).Draft(facts, choice.Name)
            : templates.Of(facts.HomeTenantId).PinRecoveryDraft(facts, choice.Name);
        var draft = decided.Narrow(whole, choice);
        var left = whole.Settings.Count(setting => !draft.Settings.Any(kept => kept.DefinitionId == setting.DefinitionId));
        var policy = ObjectReference.CreatedBy("create-policy");
        return
        [
            new(
                "create-policy",
                $"Create the settings catalog policy \"{draft.Name}\": {SettingChanges.InWords(draft)}",
                new PlannedChange.CreateConfigurationPolicy(draft),
                "no assigned policy turns PIN recovery on",
                $"policy \"{draft.Name}\": {SettingChanges.InWords(draft)}{(left > 0 ? $"; {left} more of the template {(left == 1 ? "is" : "are")} left to what decides Windows Hello here" : "; every other setting of Windows Hello stays as it is")}",
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Delete the policy \"{draft.Name}\"",
                new PlannedChange.DeleteConfigurationPolicy(policy)),
            new(
                "assign-policy",
                $"Assign \"{draft.Name}\" to {AssignmentMerge.Describe(choice.Assign)}{(assignments.All(IsInclude) ? "" : ", except those whom a policy for PIN recovery excludes already")}",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, assignments),
                "not assigned",
                AssignmentMerge.DescribeAll(assignments, facts.Groups.ValueOrDefault),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Take the assignment of \"{draft.Name}\" away",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, [])),
        ];
    }
}
