using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// What assigned policies say about Windows Hello already. Two policies with different values for one setting are a conflict, and
/// Microsoft does not say which value wins: what is decided elsewhere is left there.
/// </summary>
internal sealed class DecidedElsewhere
{
    private readonly List<IntunePolicy> _assigned;

    public DecidedElsewhere(TenantFacts facts) => _assigned =
        [.. facts.AllPolicies.Where(policy => new Audience(policy.Assignments, facts.Groups).Reach != AudienceReach.Nobody)];

    /// <summary>Whether a setting is decided, in either scope, or may be by a policy of an older kind, whose settings have other names.</summary>
    public bool Has(string definitionId) =>
        _assigned.Exists(policy => PolicyDocument.IsConfigurationPolicy(policy.Kind)
            ? policy.Settings.Any(setting => WithoutScope(setting.DefinitionId).Equals(WithoutScope(definitionId), StringComparison.OrdinalIgnoreCase))
            : CarriesHello(policy));

    /// <summary>The policy's part without what is decided elsewhere; EnablePinRecovery stays, because nobody decides it for the better.</summary>
    public PolicyDraft Without(PolicyDraft draft)
    {
        var left = draft.Settings.Where(setting => IsPinRecovery(setting.DefinitionId) || !Has(setting.DefinitionId)).ToList();
        return left.Count == draft.Settings.Count ? draft : draft with { Settings = left, SettingsDocument = null };
    }

    /// <summary>Whether a policy that waits for its assignment may be given to people: it carries Windows Hello only, switched on, and contradicts nobody.</summary>
    public bool AllowsAssigning(IntunePolicy policy, TenantFacts facts) =>
        !policy.CarriesMore
        && PolicyReading.Hello(policy, facts.TenantId).All(found => found.Enabled)
        && (PolicyDocument.IsConfigurationPolicy(policy.Kind)
            ? policy.Settings.All(setting => IsPinRecovery(setting.DefinitionId) || !Has(setting.DefinitionId))
            : !_assigned.Exists(CarriesHello));

    private static bool CarriesHello(IntunePolicy policy) =>
        policy.Kind == PolicyKind.IdentityProtection
        || policy.Settings.Any(setting => KnownSettings.IsHello(setting.DefinitionId))
        || policy.OmaSettings.Any(row => row.OmaUri.Contains("PassportForWork", StringComparison.OrdinalIgnoreCase) && !row.OmaUri.Contains("EnablePinRecovery", StringComparison.OrdinalIgnoreCase));

    private static bool IsPinRecovery(string definitionId) => WithoutScope(definitionId).Equals(WithoutScope(KnownSettings.DeviceEnablePinRecovery), StringComparison.OrdinalIgnoreCase);

    private static string WithoutScope(string definitionId) => definitionId[(definitionId.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
