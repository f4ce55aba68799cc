namespace PinResetPortal.Core.Field;

/// <summary>
/// Setting definition ids and property names of the field. The text <c>{tenantid}</c> in an id is literal: Intune does not replace it
/// (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp).
/// </summary>
public static class KnownSettings
{
    /// <summary>Group parents; their children sit in <c>groupSettingCollectionValue[0].children</c>.</summary>
    public const string DeviceGroup = "device_vendor_msft_passportforwork_{tenantid}";

    public const string UserGroup = "user_vendor_msft_passportforwork_{tenantid}";

    public const string DeviceEnablePinRecovery = DeviceGroup + "_policies_enablepinrecovery";

    public const string UserEnablePinRecovery = UserGroup + "_policies_enablepinrecovery";

    public const string DeviceUsePassportForWork = DeviceGroup + "_policies_usepassportforwork";

    public const string UserUsePassportForWork = UserGroup + "_policies_usepassportforwork";

    /// <summary>String, semicolon separated domains (https://learn.microsoft.com/windows/client-management/mdm/policy-csp-authentication).</summary>
    public const string WebSignInAllowedUrls = "device_vendor_msft_policy_config_authentication_configurewebsigninallowedurls";

    /// <summary>The setting whose value 1 breaks the reset page.</summary>
    public const string BlockHostedAppAccess = "device_vendor_msft_policy_config_admx_appxruntime_appxruntimeblockhostedappaccesswinrt";

    /// <summary>Cloud Kerberos trust (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp).</summary>
    public const string UseCloudTrust = DeviceGroup + "_policies_usecloudtrustforonpremauth";

    /// <summary>Certificate trust.</summary>
    public const string UseCertificate = DeviceGroup + "_policies_usecertificateforonpremauth";

    /// <summary>Property of <c>windowsIdentityProtectionConfiguration</c> that chooses certificate trust.</summary>
    public const string IdentityProtectionUseCertificate = "useCertificatesForOnPremisesAuthEnabled";

    /// <summary>Property of <c>windowsIdentityProtectionConfiguration</c> (beta).</summary>
    public const string IdentityProtectionPinRecovery = "pinRecoveryEnabled";

    /// <summary>Property of <c>windowsIdentityProtectionConfiguration</c> that switches Windows Hello off.</summary>
    public const string IdentityProtectionHelloBlocked = "windowsHelloForBusinessBlocked";

    /// <summary>Definition id inside a legacy account protection intent.</summary>
    public const string IntentPinRecovery = "deviceConfiguration--windowsIdentityProtectionConfiguration_pinRecoveryEnabled";

    public const string IntentHelloBlocked = "deviceConfiguration--windowsIdentityProtectionConfiguration_windowsHelloForBusinessBlocked";

    /// <summary>Template of legacy account protection intents.</summary>
    public const string IntentAccountProtectionTemplate = "0f2b5d70-d4e9-4156-8c16-1397eb6c54a5";

    /// <summary>templateFamily of endpoint security account protection.</summary>
    public const string AccountProtectionFamily = "endpointSecurityAccountProtection";

    /// <summary>templateFamily of security baselines.</summary>
    public const string BaselineFamily = "baseline";

    /// <summary>Whether a judgement hangs on the value of a setting: one that is not understood then leaves the policy not understood.</summary>
    public static bool Decides(string definitionId) =>
        Deciding.Contains(definitionId);

    private static readonly HashSet<string> Deciding = new(StringComparer.OrdinalIgnoreCase)
    {
        DeviceEnablePinRecovery, UserEnablePinRecovery, DeviceUsePassportForWork, UserUsePassportForWork, WebSignInAllowedUrls, BlockHostedAppAccess,
        IdentityProtectionPinRecovery, IdentityProtectionHelloBlocked, IntentPinRecovery, IntentHelloBlocked,
    };

    /// <summary>Whether a setting is one of Windows Hello for Business itself.</summary>
    public static bool IsHello(string definitionId) =>
        definitionId.Contains("_vendor_msft_passportforwork_", StringComparison.OrdinalIgnoreCase)
        || definitionId.Contains("windowsIdentityProtectionConfiguration_", StringComparison.OrdinalIgnoreCase);
}
