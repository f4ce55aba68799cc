namespace PinResetPortal.Core.Policies;

public enum SettingScope
{
    Device,

    /// <summary>Beats the device scope for the same setting (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/configure).</summary>
    User,
}

/// <summary>One place where a policy sets EnablePinRecovery to a definite value that has an effect on devices.</summary>
/// <param name="RawValue">The value as it stands in the policy.</param>
public sealed record PinRecoverySetting(IntunePolicy Policy, SettingScope Scope, bool Enabled, string RawValue);
