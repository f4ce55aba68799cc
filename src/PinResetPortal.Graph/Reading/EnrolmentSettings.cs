using System.Text.Json;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The values of an enrolment configuration under the definition ids of the settings catalog: both land in the same CSP
/// (https://learn.microsoft.com/graph/api/resources/intune-onboarding-deviceenrollmentwindowshelloforbusinessconfiguration).
/// </summary>
internal static class EnrolmentSettings
{
    private const string Policies = PinResetPortal.Core.Field.KnownSettings.DeviceGroup + "_policies_";
    private const string Biometrics = "device_vendor_msft_passportforwork_biometrics_";

    private static readonly (string Property, string DefinitionId)[] Known =
    [
        ("pinMinimumLength", Policies + "pincomplexity_minimumpinlength"),
        ("pinMaximumLength", Policies + "pincomplexity_maximumpinlength"),
        ("pinPreviousBlockCount", Policies + "pincomplexity_history"),
        ("pinExpirationInDays", Policies + "pincomplexity_expiration"),
        ("pinLowercaseCharactersUsage", Policies + "pincomplexity_lowercaseletters"),
        ("pinUppercaseCharactersUsage", Policies + "pincomplexity_uppercaseletters"),
        ("pinSpecialCharactersUsage", Policies + "pincomplexity_specialcharacters"),
        ("securityDeviceRequired", Policies + "requiresecuritydevice"),
        ("unlockWithBiometricsEnabled", Biometrics + "usebiometrics"),
        ("enhancedBiometricsState", Biometrics + "facialfeaturesuseenhancedantispoofing"),
        ("securityKeyForSignIn", "device_vendor_msft_passportforwork_securitykey_usesecuritykeyforsignin"),
        ("state", Policies + "usepassportforwork"),
    ];

    public static IReadOnlyList<SettingValue> Read(JsonElement configuration) =>
    [
        .. from known in Known
           let value = Value(configuration, known.Property)
           where value is not null
           select new SettingValue(known.DefinitionId, value),
    ];

    private static string? Value(JsonElement configuration, string property) => configuration.At(property) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.GetString()?.ToUpperInvariant() switch
        {
            "ENABLED" => "true",
            "DISABLED" => "false",
            "ALLOWED" => "0",
            "REQUIRED" => "1",
            "DISALLOWED" => "2",
            _ => null,
        },
        _ => null,
    };
}
