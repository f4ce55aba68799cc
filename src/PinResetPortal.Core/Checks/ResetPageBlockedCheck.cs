using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// "Block launching Windows Store apps with Windows Runtime API access from hosted content" keeps the reset page from working
/// (reported against Microsoft's documentation: https://github.com/MicrosoftDocs/windows-itpro-docs/issues/3696).
/// </summary>
internal sealed class ResetPageBlockedCheck() : TenantCheck("policy.reset-page-blocked", "Hosted content of the reset page", "Reset page blocked", CheckArea.Policy, required: false)
{
    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var blocking = (
            from policy in facts.AllPolicies
            from setting in policy.Settings
            where setting.DefinitionId.Equals(KnownSettings.BlockHostedAppAccess, StringComparison.OrdinalIgnoreCase)
                && (setting.Value?.EndsWith("_1", StringComparison.Ordinal) ?? false)
            let audience = new Policies.Audience(policy.Assignments, facts.Groups)
            where audience.Reach != Policies.AudienceReach.Nobody
            select new Evidence(PolicyEvidence.KindOf(policy.Kind), policy.Name, policy.Id, setting.Value, $"AppxRuntimeBlockHostedAppAccessWinRT=1, {audience.Description}; its effect on the reset page is reported, not documented") { Basis = EvidenceBasis.Inferred }).ToList();
        if (blocking.Count > 0)
        {
            return NeedsAttention(
                $"\"{blocking[0].Name}\" blocks Store apps with hosted content: reports say that the PIN reset page then stays blank or closes. Security baselines set this; take it out for devices that use Windows Hello.",
                blocking,
                blade) with
            { Cause = FindingCause.ResetPageBlocked };
        }

        return facts.UnreadablePolicies.FirstOrDefault() is { } reason
            ? Unknown("We could not see whether a policy blocks the reset page.", reason)
            : Healthy("No policy that we can see blocks the hosted content of the reset page.", [], blade);
    }
}
