using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>Turns PIN recovery on in the policies that take it away from people to whom another policy gives it.</summary>
internal sealed class ResolveConflict : IRemediation
{
    public string CheckId => "policy.conflict";

    public int Order => 50;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice)
    {
        var placed = PolicyEvidence.Place(facts).Where(setting => setting.Audience.Reach != AudienceReach.Nobody).ToList();
        var losing = PolicyConflictCheck.Clashes(placed).Where(clash => clash.Overlap == AudienceOverlap.Some).Select(clash => clash.Off.Policy).Distinct().ToList();
        return losing.Count == 0 ? [] : SwitchPolicyOn.ProposeAll(losing, facts.TenantId);
    }
}
