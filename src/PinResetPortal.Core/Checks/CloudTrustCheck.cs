using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// Which reset works at the lock screen of hybrid-joined devices: the one that keeps the keys under every trust; the destructive one needs a
/// domain controller in reach, and not with key trust
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset). Advice only, no repair.
/// </summary>
internal sealed class CloudTrustCheck() : TenantCheck("policy.cloud-trust", "Trust of hybrid devices", "Trust of hybrid devices", CheckArea.Policy, required: false)
{
    private static readonly Evidence NotVisible = new(
        "notVisible", "Not visible here", null, null,
        "Trust set by Group Policy, and the Entra Kerberos object in Active Directory: Microsoft Graph has no documented read for either");

    public override Finding Evaluate(TenantFacts facts)
    {
        if (!facts.Devices.IsKnown(out var inventory, out var notSeen))
        {
            return Unknown("We could not see whether there are hybrid-joined devices.", notSeen);
        }

        var hybrid = inventory.Devices.Count(device => device.Join == DeviceJoin.HybridJoined);
        if (hybrid == 0)
        {
            return NotApplicable(inventory.Complete ? "No Windows device here is hybrid-joined." : $"None of the {inventory.Devices.Count} Windows devices looked at (of {inventory.Total}) is hybrid-joined.");
        }

        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var set = (
            from policy in facts.AllPolicies
            let audience = facts.AudienceOf(policy)
            where audience.Reach != AudienceReach.Nobody
            from trust in TrustsOf(policy, facts)
            select (Trust: trust, Evidence: new Evidence(PolicyEvidence.KindOf(policy.Kind), policy.Name, policy.Id, "true", $"{trust}; {audience.Description}"))).ToList();
        List<Evidence> evidence =
        [
            new("device", "Hybrid-joined Windows devices", null, $"{hybrid} of {inventory.Devices.Count} looked at"),
            .. set.Select(item => item.Evidence),
            NotVisible,
        ];
        var (devices, their) = hybrid == 1 ? ("1 Windows device is hybrid-joined", "its") : ($"{hybrid} Windows devices are hybrid-joined", "their");
        var keeps = $"The reset that keeps the keys works at {their} lock screen under every trust";
        var isOn = PolicyEvidence.Place(facts).Any(setting => setting.Setting.Enabled && setting.Audience.Reach == AudienceReach.Somebody);
        if (set.Count > 0)
        {
            return Healthy(
                $"{devices}, and \"{set[0].Evidence.Name}\" chooses {set[0].Trust}. {(isOn ? $"{keeps}; the" : "The")} destructive one needs a domain controller in reach.",
                evidence, blade);
        }

        if (facts.UnreadablePolicies.FirstOrDefault() is { } reason)
        {
            return Unknown($"{devices}, and we could not see all policies that may choose {their} trust.", reason, evidence, blade);
        }

        return isOn
            ? Healthy($"{devices}, and no visible policy chooses {their} trust. {keeps}; the destructive one does not with key trust.", evidence, blade) with { Cause = FindingCause.TrustNotVisible }
            : NeedsAttention($"{devices}, no visible policy chooses {their} trust, and none turns PIN recovery on. With key trust no reset works at {their} lock screen then: turn PIN recovery on, or choose cloud Kerberos trust.", evidence, blade) with { Cause = FindingCause.TrustNotVisible };
    }

    private static IEnumerable<string> TrustsOf(IntunePolicy policy, TenantFacts facts)
    {
        if (IsSet(policy, facts, KnownSettings.UseCloudTrust, "UseCloudTrustForOnPremAuth"))
        {
            yield return "cloud Kerberos trust";
        }

        if (IsSet(policy, facts, KnownSettings.UseCertificate, "UseCertificateForOnPremAuth") || IsSet(policy, facts, KnownSettings.IdentityProtectionUseCertificate, null))
        {
            yield return "certificate trust";
        }
    }

    private static bool IsSet(IntunePolicy policy, TenantFacts facts, string definitionId, string? node) =>
        policy.Settings.Any(setting => setting.DefinitionId.Equals(definitionId, StringComparison.OrdinalIgnoreCase)
            && (setting.Value == "true" || setting.Value?.EndsWith("_true", StringComparison.OrdinalIgnoreCase) == true))
        || (node is not null && policy.OmaSettings.Any(row => OmaUriReading.ReadNode(row, facts.TenantId, node) is { Enabled: true }));
}
