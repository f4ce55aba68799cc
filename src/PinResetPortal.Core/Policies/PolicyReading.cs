using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Policies;

/// <summary>Reads out of any kind of policy what it says about PIN recovery and Windows Hello. Matches definition ids, never template ids.</summary>
public static class PolicyReading
{
    /// <summary>Every definite, effective value of EnablePinRecovery in the policy; empty when it says nothing.</summary>
    /// <param name="deployment">What devices report about the policy: a doubtful custom row counts where one of them reports success.</param>
    public static IReadOnlyList<PinRecoverySetting> PinRecovery(IntunePolicy policy, TenantId tenantId, PolicyDeployment? deployment = null)
    {
        var found = new List<PinRecoverySetting>();
        foreach (var setting in policy.Settings)
        {
            if (PinRecoveryScope(setting.DefinitionId) is { } scope && setting.Value is { } value && BooleanOf(value) is { } enabled)
            {
                found.Add(new(policy, scope, enabled, value));
            }
        }

        foreach (var row in policy.OmaSettings)
        {
            switch (OmaUriReading.Read(row, tenantId))
            {
                case OmaUriReading.Effective effective:
                    found.Add(new(policy, effective.Scope, effective.Enabled, row.Value!));
                    break;
                case OmaUriReading.Doubtful doubtful when OmaUriReading.Reported(deployment) is true:
                    found.Add(new(policy, doubtful.Scope, doubtful.Enabled, row.Value!));
                    break;
            }
        }

        return found;
    }

    /// <summary>Whether the policy names EnablePinRecovery with a value that cannot be read, or in a custom row whose effect nobody states and no device reported.</summary>
    /// <param name="deployment">What devices report about the policy.</param>
    public static bool PinRecoveryIsUnclear(IntunePolicy policy, TenantId tenantId, PolicyDeployment? deployment = null) =>
        policy.NotUnderstood is not null
        || policy.Settings.Any(setting => PinRecoveryScope(setting.DefinitionId) is not null && setting.Value is not null
            && BooleanOf(setting.Value) is null && !IsNotConfigured(setting.Value))
        || policy.OmaSettings.Any(row => OmaUriReading.Read(row, tenantId) is OmaUriReading.Masked
            || (OmaUriReading.Read(row, tenantId) is OmaUriReading.Doubtful && OmaUriReading.Reported(deployment) is null));

    /// <summary>Every place where the policy switches Windows Hello for Business on or off; empty when it leaves it alone.</summary>
    public static IReadOnlyList<HelloSwitch> Hello(IntunePolicy policy, TenantId tenantId) =>
    [
        .. policy.Settings.Select(HelloSwitchOf).OfType<HelloSwitch>(),
        .. policy.OmaSettings.Select(row => OmaUriReading.ReadNode(row, tenantId, "UsePassportForWork")).OfType<OmaUriReading.Effective>()
            .Select(effective => new HelloSwitch(effective.Scope, effective.Enabled)),
    ];

    /// <summary>The domains of ConfigureWebSignInAllowedUrls that the policy sets; empty when it sets none.</summary>
    public static IReadOnlyList<string> WebSignInAllowedUrls(IntunePolicy policy)
    {
        var values = policy.Settings.Where(setting => Is(setting, KnownSettings.WebSignInAllowedUrls)).Select(setting => setting.Value)
            .Concat(policy.OmaSettings.Where(IsAllowList).Select(row => row.Value));
        return [.. values.SelectMany(value => (value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>Whether the policy holds the allow list as a text that Graph does not show: Intune keeps texts of custom profiles as secrets.</summary>
    public static bool HidesWebSignInAllowedUrls(IntunePolicy policy) => policy.OmaSettings.Any(row => row.IsMasked && IsAllowList(row));

    public static bool IsAllowList(OmaSetting row) =>
        row.OmaUri.Trim().EndsWith("/Policy/Config/Authentication/ConfigureWebSignInAllowedUrls", StringComparison.OrdinalIgnoreCase);

    private static HelloSwitch? HelloSwitchOf(SettingValue setting)
    {
        if (BooleanOf(setting.Value) is not { } value)
        {
            return null;
        }

        // Profiles that switch Windows Hello on say "blocked: false"; one that leaves it alone says null or notConfigured.
        return Is(setting, KnownSettings.DeviceUsePassportForWork) ? new(SettingScope.Device, value)
            : Is(setting, KnownSettings.UserUsePassportForWork) ? new(SettingScope.User, value)
            : Is(setting, KnownSettings.IdentityProtectionHelloBlocked) || Is(setting, KnownSettings.IntentHelloBlocked) ? new(SettingScope.Unknown, !value)
            : null;
    }

    private static SettingScope? PinRecoveryScope(string definitionId) =>
        definitionId.Equals(KnownSettings.DeviceEnablePinRecovery, StringComparison.OrdinalIgnoreCase) ? SettingScope.Device
        : definitionId.Equals(KnownSettings.UserEnablePinRecovery, StringComparison.OrdinalIgnoreCase) ? SettingScope.User
        : definitionId.Equals(KnownSettings.IdentityProtectionPinRecovery, StringComparison.OrdinalIgnoreCase) ? SettingScope.Unknown
        : definitionId.Equals(KnownSettings.IntentPinRecovery, StringComparison.OrdinalIgnoreCase) ? SettingScope.Unknown
        : null;

    private static bool Is(SettingValue setting, string definitionId) => setting.DefinitionId.Equals(definitionId, StringComparison.OrdinalIgnoreCase);

    private static bool IsNotConfigured(string value) => value.Trim('"', ' ').ToUpperInvariant() is "" or "NULL" or "NOTCONFIGURED";

    /// <summary>An option id ends in <c>_true</c> or <c>_false</c>; intents and profiles carry the bare word, intents as a JSON string.</summary>
    private static bool? BooleanOf(string? value)
    {
        var word = value?.Trim('"', ' ');
        return word is null ? null
            : word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.EndsWith("_true", StringComparison.OrdinalIgnoreCase) ? true
            : word.Equals("false", StringComparison.OrdinalIgnoreCase) || word.EndsWith("_false", StringComparison.OrdinalIgnoreCase) ? false
            : null;
    }
}
