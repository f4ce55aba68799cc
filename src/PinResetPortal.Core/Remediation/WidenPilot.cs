using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>Gives a policy that was in its pilot to all devices, or to whom the admin chooses. Never part of "fix everything".</summary>
internal sealed class WidenPilot : IRemediation
{
    public string CheckId => "policy.pilot";

    public int Order => 80;

    public bool OnlyWhenNamed(TenantFacts facts) => true;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice)
    {
        if (PolicyPilotCheck.Pilot(facts) is not { Policy: var policy } pilot)
        {
            return [];
        }

        var merged = AssignmentMerge.Merge(policy.Assignments, choice.Assign ?? AssignmentChoice.AllDevices);
        return
        [
            new(
                $"widen-{policy.Id}",
                $"Assign \"{policy.Name}\" to {AssignmentMerge.Describe(choice.Assign)} as well",
                new PlannedChange.AssignPolicy(policy.Kind, policy.Id, merged),
                pilot.Audience.Description,
                AssignmentMerge.DescribeAll(merged, facts.Groups.ValueOrDefault),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Put the assignments of \"{policy.Name}\" back to the pilot",
                new PlannedChange.AssignPolicy(policy.Kind, policy.Id, policy.Assignments)),
        ];
    }
}
