using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Coverage;

/// <summary>One value of EnablePinRecovery with whom it reaches, and how it is shown.</summary>
internal sealed record PlacedSetting(PinRecoverySetting Setting, Audience Audience)
{
    public IntunePolicy Policy => Setting.Policy;

    public Evidence ToEvidence(string? addition = null) => new(
        PolicyEvidence.KindOf(Policy.Kind),
        Policy.Name,
        Policy.Id,
        Setting.RawValue,
        $"EnablePinRecovery={(Setting.Enabled ? "true" : "false")}, {Setting.Scope.Words()}, {Audience.Description}{(addition is null ? "" : $"; {addition}")}{(PolicyKinds.IsLegacy(Policy.Kind) ? $"; {PolicyKinds.LegacyRemark}" : "")}");
}

internal static class PolicyEvidence
{
    /// <summary>Every definite value in every policy that could be read.</summary>
    public static IReadOnlyList<PlacedSetting> Place(TenantFacts facts) => Placed.Of(facts);

    private static readonly PerSnapshot<IReadOnlyList<PlacedSetting>> Placed = new(facts =>
    [
        .. from policy in facts.AllPolicies
           let audience = facts.AudienceOf(policy.Assignments)
           from setting in PolicyReading.PinRecovery(policy, facts.TenantId, facts.Deployment.ValueOrDefault?.Of(policy.Id))
           select new PlacedSetting(setting, audience),
    ]);

    public static IEnumerable<Evidence> Unclear(TenantFacts facts) =>
        from policy in facts.AllPolicies
        where PolicyReading.PinRecoveryIsUnclear(policy, facts.TenantId, facts.Deployment.ValueOrDefault?.Of(policy.Id))
        select new Evidence(
            KindOf(policy.Kind),
            policy.Name,
            policy.Id,
            null,
            $"not understood: {policy.NotUnderstood ?? Doubt(policy, facts) ?? "the value of EnablePinRecovery can't be read"}; {facts.AudienceOf(policy.Assignments).Description}");

    private static string? Doubt(IntunePolicy policy, TenantFacts facts) =>
        policy.OmaSettings.Select(row => OmaUriReading.Read(row, facts.TenantId)).OfType<OmaUriReading.Doubtful>().FirstOrDefault()?.Why[0];

    public static string KindOf(PolicyKind kind) => kind switch
    {
        PolicyKind.SettingsCatalog => "settingsCatalog",
        PolicyKind.AccountProtection => "accountProtection",
        PolicyKind.SecurityBaseline => "securityBaseline",
        PolicyKind.Intent => "intent",
        PolicyKind.IdentityProtection => "identityProtection",
        PolicyKind.CustomOmaUri => "customOmaUri",
        PolicyKind.DeviceRestrictions => "deviceRestrictions",
        PolicyKind.AdministrativeTemplate => "administrativeTemplate",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Whether an unclear policy that is assigned could decide about the same people.</summary>
    public static bool UnclearOneIsAssigned(TenantFacts facts) => facts.AllPolicies.Any(policy =>
        PolicyReading.PinRecoveryIsUnclear(policy, facts.TenantId, facts.Deployment.ValueOrDefault?.Of(policy.Id))
        && facts.AudienceOf(policy.Assignments).Reach != AudienceReach.Nobody);

    public static Evidence GroupPolicyNotVisible { get; } =
        new("notVisible", "Group Policy", null, null, "\"Use PIN Recovery\" set by Group Policy is not visible to Microsoft Graph and would win over Intune");
}
