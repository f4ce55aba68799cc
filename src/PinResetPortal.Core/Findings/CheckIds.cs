namespace PinResetPortal.Core.Findings;

/// <summary>The permanent ids of the checks, for judgements elsewhere that speak of one of them.</summary>
public static class CheckIds
{
    public const string PinResetService = "consent.pin-reset-service";
    public const string PinResetClient = "consent.pin-reset-client";
    public const string UserAccess = "consent.user-access";
    public const string Grants = "consent.grants";
    public const string PinRecovery = "policy.pin-recovery";
    public const string PolicyConflict = "policy.conflict";
    public const string HelloEnabled = "policy.hello-enabled";
    public const string WebSignInUrls = "policy.web-sign-in-urls";
    public const string Deployment = "devices.deployment";
    public const string Supported = "devices.supported";
    public const string SignIns = "sign-ins.pin-reset";
}
