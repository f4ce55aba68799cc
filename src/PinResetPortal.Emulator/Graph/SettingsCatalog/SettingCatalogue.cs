using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PinResetPortal.Emulator.Graph.SettingsCatalog;

/// <summary>
/// The setting definitions that the emulated Intune knows: all of PassportForWork
/// (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp), web sign-in
/// (https://learn.microsoft.com/windows/client-management/mdm/policy-csp-authentication) and a few unrelated ones. The real catalogue has
/// thousands more: settings of other policies and well-known providers are taken as they come, unknown ones of these two areas only where a
/// tenant's policies carry them already (<see cref="PolicyValidator"/>).
/// </summary>
internal static partial class SettingCatalogue
{
    private const string Passport = "_vendor_msft_passportforwork_{tenantid}";
    private const string Policy = "device_vendor_msft_policy_config_";

    private static readonly FrozenDictionary<string, SettingDefinition> Definitions =
        Scope("device").Concat(Scope("user")).Concat(DeviceOnly()).Concat(OutsideTheGroup()).Concat(Unrelated())
            .ToFrozenDictionary(d => d.Id, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<SettingDefinition> All => Definitions.Values.OrderBy(definition => definition.Id, StringComparer.Ordinal);

    public static SettingDefinition? Find(string id) => Definitions.GetValueOrDefault(id);

    /// <summary>Whether an id has the form of a setting definition, and of an area that is not known completely here.</summary>
    public static bool IsOfAnotherArea(string id) =>
        DefinitionId().IsMatch(id) && !id.Contains("_policy_config_authentication_", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<SettingDefinition> Scope(string scope)
    {
        var group = scope + Passport;
        yield return new(group, SettingKind.Group);
        foreach (var name in new[] { "usepassportforwork", "requiresecuritydevice", "enablepinrecovery", "usehellocertificatesassmartcardcertificates", "excludesecuritydevices_tpm12", "remote_useremotepassport" })
            yield return TrueFalse($"{group}_policies_{name}", group);
        foreach (var name in new[] { "digits", "uppercaseletters", "lowercaseletters", "specialcharacters" })
            yield return Numbered($"{group}_policies_pincomplexity_{name}", 2, group);
        foreach (var (name, minimum, maximum) in new[] { ("minimumpinlength", 4, 127), ("maximumpinlength", 4, 127), ("history", 0, 50), ("expiration", 0, 730) })
            yield return new($"{group}_policies_pincomplexity_{name}", SettingKind.Integer, group, null, minimum, maximum);
    }

    private static IEnumerable<SettingDefinition> DeviceOnly()
    {
        foreach (var name in new[] { "usecertificateforonpremauth", "usecloudtrustforonpremauth", "disablepostlogonprovisioning", "disablepostlogoncredentialcaching", "enablewindowshelloprovisioningforsecuritykeys" })
            yield return TrueFalse($"device{Passport}_policies_{name}", "device" + Passport);
    }

    private static IEnumerable<SettingDefinition> OutsideTheGroup() =>
    [
        TrueFalse("device_vendor_msft_passportforwork_biometrics_usebiometrics"),
        TrueFalse("device_vendor_msft_passportforwork_biometrics_facialfeaturesuseenhancedantispoofing"),
        Numbered("device_vendor_msft_passportforwork_biometrics_enableesswithsupportedperipherals", 1),
        Numbered("device_vendor_msft_passportforwork_securitykey_usesecuritykeyforsignin", 1),
        new(Policy + "authentication_configurewebsigninallowedurls", SettingKind.Text),
        new(Policy + "authentication_configurewebcamaccessdomainnames", SettingKind.Text),
        new(Policy + "authentication_preferredaadtenantdomainname", SettingKind.Text),
        Numbered(Policy + "authentication_enablewebsignin", 2),
        Numbered(Policy + "authentication_enablepasswordlessexperience", 2),
        Numbered(Policy + "authentication_allowaadpasswordreset", 1),
        Numbered(Policy + "admx_appxruntime_appxruntimeblockhostedappaccesswinrt", 1),
    ];

    private static IEnumerable<SettingDefinition> Unrelated() =>
    [
        Numbered(Policy + "kerberos_cloudkerberosticketretrievalenabled", 1),
        Numbered(Policy + "defender_allowrealtimemonitoring", 1),
        Numbered(Policy + "defender_allowcloudprotection", 1),
        Numbered("device_vendor_msft_bitlocker_requiredeviceencryption", 1),
        Numbered(Policy + "experience_allowcortana", 1),
        Numbered(Policy + "deviceguard_enablevirtualizationbasedsecurity", 1),
    ];

    private static SettingDefinition TrueFalse(string id, string? parent = null) => new(id, SettingKind.Choice, parent, [id + "_false", id + "_true"]);

    private static SettingDefinition Numbered(string id, int last, string? parent = null) => new(id, SettingKind.Choice, parent, [.. Enumerable.Range(0, last + 1).Select(n => $"{id}_{n}")]);

    // https://learn.microsoft.com/windows/client-management/mdm/configuration-service-provider-support
    [GeneratedRegex(@"^(device|user)_vendor_msft_(policy_config|bitlocker|defender|firewall|laps)_[a-z0-9_~.{}-]+$", RegexOptions.IgnoreCase)]
    private static partial Regex DefinitionId();
}
