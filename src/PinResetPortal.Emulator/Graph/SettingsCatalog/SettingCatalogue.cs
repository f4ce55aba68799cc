using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PinResetPortal.Emulator.Graph.SettingsCatalog;

/// <summary>
/// The setting definitions that the emulated Intune knows: all of PassportForWork
/// (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp), web sign-in
/// (https://learn.microsoft.com/windows/client-management/mdm/policy-csp-authentication) and a few unrelated ones. The real catalogue has
/// many thousand more, for all platforms: those are known by the form of their ids only and kept as they come (<see cref="PolicyValidator"/>).
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

    /// <summary>
    /// Ids are paths in small letters: of Windows providers (<c>device_vendor_msft_…</c>, <c>user_vendor_msft_…</c>), Apple payloads
    /// (<c>com.apple.…</c>, <c>ade_…</c>), Android, Linux, vendors' templates.
    /// </summary>
    public static bool HasFormOfAnId(string id) => DefinitionId().IsMatch(id);

    /// <summary>The groups of Windows Hello for Business are known completely.</summary>
    public static bool IsMeantForAKnownGroup(string id) =>
        id.StartsWith($"device{Passport}_", StringComparison.OrdinalIgnoreCase) || id.StartsWith($"user{Passport}_", StringComparison.OrdinalIgnoreCase);

    /// <returns>The property that holds the value of a kind of setting instance; null for what is no such kind.</returns>
    public static string? ValueOf(string? instanceType) => instanceType is not null && ValuesByType.TryGetValue(instanceType, out var value) ? value : null;

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

    private static readonly FrozenDictionary<string, string> ValuesByType = new[] { "choiceSetting", "simpleSetting", "groupSetting" }
        .SelectMany(kind => new[] { kind, kind + "Collection" })
        .ToFrozenDictionary(kind => $"#microsoft.graph.deviceManagementConfiguration{char.ToUpperInvariant(kind[0])}{kind[1..]}Instance", kind => kind + "Value");

    [GeneratedRegex(@"^[a-z0-9]+[_.]\S*[^_.\s]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DefinitionId();
}
