namespace PinResetPortal.Core.Policies;

public enum SettingScope
{
    Device,

    /// <summary>Beats the device scope for the same setting (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/configure).</summary>
    User,

    /// <summary>No page of Microsoft says it: identity protection profiles and intents.</summary>
    Unknown,
}

/// <summary>What scopes mean for each other and how they are called.</summary>
internal static class SettingScopes
{
    /// <summary>"device scope", "user scope", "scope not documented".</summary>
    public static string Words(this SettingScope scope) => scope switch
    {
        SettingScope.User => "user scope",
        SettingScope.Device => "device scope",
        _ => "scope not documented",
    };

    /// <summary>The scope alone, for tables and the API: <c>device</c>, <c>user</c> or <c>unknown</c>.</summary>
    public static string Name(this SettingScope scope) => scope switch
    {
        SettingScope.User => "user",
        SettingScope.Device => "device",
        _ => "unknown",
    };

    /// <summary>
    /// Whether it can be told which of two opposite values counts: an undocumented scope beside another one may be the stronger one, the
    /// weaker one or the same.
    /// </summary>
    public static bool CanBeCompared(SettingScope one, SettingScope two) => one == two || (one != SettingScope.Unknown && two != SettingScope.Unknown);
}

/// <summary>One place where a policy sets EnablePinRecovery to a definite value that has an effect on devices.</summary>
/// <param name="RawValue">The value as it stands in the policy.</param>
public sealed record PinRecoverySetting(IntunePolicy Policy, SettingScope Scope, bool Enabled, string RawValue);
