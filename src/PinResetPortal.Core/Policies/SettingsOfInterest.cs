using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Policies;

/// <summary>What is kept of a policy: it can carry hundreds of other settings.</summary>
public static class SettingsOfInterest
{
    /// <summary>Whether a setting of a policy is worth keeping: everything under PassportForWork, the two neighbours that decide about the reset page, and what breaks it at the lock screen.</summary>
    public static bool Contains(string definitionId) =>
        KnownSettings.IsHello(definitionId)
        || definitionId.Equals(KnownSettings.WebSignInAllowedUrls, StringComparison.OrdinalIgnoreCase)
        || definitionId.Equals(KnownSettings.BlockHostedAppAccess, StringComparison.OrdinalIgnoreCase)
        || LockScreenSettings.IsOne(definitionId);

    /// <summary>Whether a custom OMA-URI row is worth keeping.</summary>
    public static bool ContainsRow(string omaUri) =>
        omaUri.Contains("PassportForWork", StringComparison.OrdinalIgnoreCase)
        || omaUri.Contains("ConfigureWebSignInAllowedUrls", StringComparison.OrdinalIgnoreCase)
        || omaUri.Contains("EnablePinRecovery", StringComparison.OrdinalIgnoreCase)
        || LockScreenSettings.IsOneOmaUri(omaUri);
}
