using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Policies;

/// <summary>
/// The settings that a Windows Hello for Business policy is made of, with Microsoft's recommendation where there is one
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/policy-settings,
/// https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp).
/// </summary>
public static class HelloDefinitions
{
    private const string Csp = "https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp";
    private const string Settings = "https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/policy-settings";
    private const string Policies = KnownSettings.DeviceGroup + "_policies_";
    private const string Biometrics = "device_vendor_msft_passportforwork_biometrics_";
    private static readonly string[] OnOff = ["true", "false"];
    private static readonly string[] Complexity = ["0", "1", "2"];

    public static IReadOnlyList<HelloDefinition> All { get; } =
    [
        Choice("Enable PIN recovery", Policies + "enablepinrecovery", OnOff, "true", "people reset their PIN without losing their keys", Settings + "#use-pin-recovery"),
        Choice("Use Windows Hello for Business", Policies + "usepassportforwork", OnOff, "true", "people can set a PIN up at all", Settings + "#use-windows-hello-for-business"),
        Choice("Require a security device (TPM)", Policies + "requiresecuritydevice", OnOff, "true", "keys in hardware can't be copied off the device", Settings + "#use-a-hardware-security-device"),
        Number("Minimum PIN length", Policies + "pincomplexity_minimumpinlength", 4, 127, "6", "six digits are the floor that Microsoft sets for new devices", Settings + "#minimum-pin-length"),
        Number("Maximum PIN length", Policies + "pincomplexity_maximumpinlength", 4, 127),
        Number("PIN history", Policies + "pincomplexity_history", 0, 50),
        Number("PIN expiration in days", Policies + "pincomplexity_expiration", 0, 730),
        Choice("Digits", Policies + "pincomplexity_digits", Complexity),
        Choice("Lowercase letters", Policies + "pincomplexity_lowercaseletters", Complexity),
        Choice("Uppercase letters", Policies + "pincomplexity_uppercaseletters", Complexity),
        Choice("Special characters", Policies + "pincomplexity_specialcharacters", Complexity),
        Choice("Use certificate for on-premises authentication", Policies + "usecertificateforonpremauth", OnOff),
        Choice("Use cloud trust for on-premises authentication", Policies + "usecloudtrustforonpremauth", OnOff),
        Choice("Use Hello certificates as smart card certificates", Policies + "usehellocertificatesassmartcardcertificates", OnOff),
        Choice("Facial features: enhanced anti-spoofing", Biometrics + "facialfeaturesuseenhancedantispoofing", OnOff, "true", "a photograph does not open the device", Settings + "#configure-enhanced-anti-spoofing", group: null),
        Choice("Use biometrics", Biometrics + "usebiometrics", OnOff, group: null),
        Choice("Use a security key for sign-in", "device_vendor_msft_passportforwork_securitykey_usesecuritykeyforsignin", ["0", "1"], group: null),
    ];

    public static HelloDefinition? Find(string id) => All.FirstOrDefault(definition => definition.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static HelloDefinition Choice(
        string name, string id, string[] options, string? recommended = null, string? why = null, string source = Csp, string? group = KnownSettings.DeviceGroup) =>
        new(id, name, group, options, 0, 0, recommended, why, new(source));

    private static HelloDefinition Number(string name, string id, int smallest, int largest, string? recommended = null, string? why = null, string source = Csp) =>
        new(id, name, KnownSettings.DeviceGroup, [], smallest, largest, recommended, why, new(source));
}
