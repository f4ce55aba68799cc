using System.Collections.Frozen;

namespace PinResetPortal.Core.Troubleshooting.Dsregcmd;

/// <summary>How the value of a field is written.</summary>
internal enum DsregValueKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>YES or NO, sometimes with something behind it.</summary>
    YesNo,

    /// <summary>One of a few words.</summary>
    Word,
}

/// <param name="Strong">Its name occurs nowhere else: one such field says that the text is an output of dsregcmd.</param>
internal sealed record DsregField(string Name, string Section, DsregValueKind Kind, bool Strong);

/// <summary>
/// The fields that <c>dsregcmd /status</c> prints, over the versions of Windows
/// (https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd).
/// </summary>
internal static class DsregFields
{
    public const string DeviceState = "Device State";
    public const string DeviceDetails = "Device Details";
    public const string TenantDetails = "Tenant Details";
    public const string UserState = "User State";
    public const string WorkAccount = "Work Account";
    public const string SsoState = "SSO State";
    public const string Diagnostics = "Diagnostic Data";
    public const string Proxy = "Proxy Config";
    public const string Prerequisites = "Ngc Prerequisite Check";

    /// <summary>The words that <see cref="DsregValueKind.Word"/> fields have.</summary>
    public static readonly IReadOnlyList<string> CanResetValues = ["DestructiveOnly", "NonDestructiveOnly", "DestructiveAndNonDestructive", "Unknown", "NotAllowed"];

    public static readonly IReadOnlyList<string> PreReqValues = ["WillProvision", "WillNotProvision", "Will Provision", "Will Not Provision"];

    private static readonly FrozenDictionary<string, DsregField> ByKey = Describe().ToFrozenDictionary(field => KeyOf(field.Name), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, DsregField>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByKey.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, string> Sections = new[]
    {
        DeviceState, DeviceDetails, TenantDetails, UserState, SsoState, Diagnostics, "Diagnostics Data", "IE Proxy Config for System Account", "IE Proxy Config for Current User",
        "WinHttp Proxy Config", Prerequisites, "Ngc Prerequisites Check",
    }.ToFrozenDictionary(KeyOf, title => title.Contains("Proxy", StringComparison.Ordinal) ? Proxy : title.StartsWith("Diag", StringComparison.Ordinal) ? Diagnostics : title.StartsWith("Ngc", StringComparison.Ordinal) ? Prerequisites : title, StringComparer.Ordinal);

    public static int LongestKey { get; } = ByKey.Keys.Max(key => key.Length);

    public static IEnumerable<DsregField> All => ByKey.Values;

    public static bool IsKnown(string name) => ByKey.TryGetValue(KeyOf(name), out var field) && field.Name == name;

    /// <summary>
    /// A registered account has a certificate, a key and a PIN of its own, under the names that those of the device and the user have:
    /// between or behind the lines of an account they are not about the device.
    /// </summary>
    public static bool IsAlsoOfWorkAccount(string name) =>
        name is "Thumbprint" or "DeviceCertificateValidity" or "KeyContainerId" or "KeyProvider" or "TpmProtected" or "NgcSet" or "NgcKeyId";

    /// <param name="key">Letters and digits in lower case.</param>
    public static DsregField? Find(ReadOnlySpan<char> key) => Lookup.TryGetValue(key, out var field) ? field : null;

    /// <returns>The section with this title; null when it is none. "Work Account 2" is <see cref="WorkAccount"/>.</returns>
    public static string? SectionOf(ReadOnlySpan<char> title)
    {
        if (title.Length is < 8 or > 60)
        {
            return null;
        }

        var key = KeyOf(title.ToString());
        return Sections.GetValueOrDefault(key) ?? (key.StartsWith("workaccount", StringComparison.Ordinal) && key.Length <= 13 ? WorkAccount : null);
    }

    public static string KeyOf(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));

    private static IEnumerable<DsregField> Describe()
    {
        foreach (var (section, kind, strong, names) in new[]
        {
            (DeviceState, DsregValueKind.YesNo, true, "AzureAdJoined,EnterpriseJoined,DomainJoined"),
            (DeviceState, DsregValueKind.Text, false, "DomainName,Device Name,Virtual Desktop"),
            (DeviceDetails, DsregValueKind.Text, false, "DeviceId,Thumbprint,KeyProvider"),
            (DeviceDetails, DsregValueKind.Text, true, "DeviceCertificateValidity,KeyContainerId,DeviceAuthStatus"),
            (DeviceDetails, DsregValueKind.YesNo, true, "TpmProtected"),
            (TenantDetails, DsregValueKind.Text, false, "TenantName,TenantId,Idp,AuthCodeUrl,AccessTokenUrl,SettingsUrl"),
            (TenantDetails, DsregValueKind.Text, true, "MdmUrl,MdmTouUrl,MdmComplianceUrl,JoinSrvVersion,JoinSrvUrl,JoinSrvId,KeySrvVersion,KeySrvUrl,KeySrvId,WebAuthNSrvVersion,WebAuthNSrvUrl,WebAuthNSrvId,DeviceManagementSrvVer,DeviceManagementSrvUrl,DeviceManagementSrvId"),
            (UserState, DsregValueKind.YesNo, true, "NgcSet,WorkplaceJoined"),
            (UserState, DsregValueKind.Word, true, "CanReset"),
            (UserState, DsregValueKind.Text, true, "NgcKeyId,WamDefaultSet,WamDefaultAuthority,WamDefaultId,WamDefaultGUID"),
            (WorkAccount, DsregValueKind.Text, true, "WorkplaceDeviceId,WorkplaceThumbprint,WorkplaceIdp,WorkplaceTenantId,WorkplaceTenantName,WorkplaceMdmUrl,WorkplaceSettingsUrl,WorkplaceAccountName"),
            (WorkAccount, DsregValueKind.YesNo, true, "WorkplaceNgcSet"),
            (SsoState, DsregValueKind.YesNo, true, "AzureAdPrt,EnterprisePrt,OnPremTgt,CloudTgt"),
            (SsoState, DsregValueKind.Text, true, "AzureAdPrtUpdateTime,AzureAdPrtExpiryTime,AzureAdPrtAuthority,EnterprisePrtUpdateTime,EnterprisePrtExpiryTime,EnterprisePrtAuthority,AcquirePrtDiagnostics,RefreshPrtDiagnostics,Previous Prt Attempt,KerbTopLevelNames"),
            (SsoState, DsregValueKind.Text, false, "Attempt Status,User Identity,Credential Type,Correlation ID,Endpoint URI,HTTP Method,HTTP Error,HTTP Status,Server Error Code,Server Error Description"),
            (Diagnostics, DsregValueKind.YesNo, true, "AadRecoveryEnabled"),
            (Diagnostics, DsregValueKind.Text, true, "Executing Account Name,KeySignTest,AD Connectivity Test,AD Configuration Test,DRS Discovery Test,DRS Connectivity Test,Token acquisition Test,Fallback to Sync-Join"),
            (Diagnostics, DsregValueKind.Text, false, "Diagnostics Reference,User Context,Client Time,Previous Registration,Registration Type,Error Phase,Client ErrorCode,Server Message,Https Status,Request Id,DisplayNameUpdated,OsVersionUpdated,HostNameUpdated,Last HostName Update"),
            (Proxy, DsregValueKind.Text, false, "Auto Detect Settings,Auto-Configuration URL,Proxy Server List,Proxy Bypass List,Access Type"),
            (Prerequisites, DsregValueKind.YesNo, true, "IsDeviceJoined,IsUserAzureAD,PolicyEnabled,PostLogonEnabled,DeviceEligible,SessionIsNotRemote,AdfsRefreshToken,AdfsRaIsReady,LogonCertTemplateReady"),
            (Prerequisites, DsregValueKind.Text, true, "CertEnrollment"),
            (Prerequisites, DsregValueKind.Word, true, "PreReqResult"),
        })
        {
            foreach (var name in names.Split(','))
            {
                yield return new(name, section, kind, strong);
            }
        }
    }
}
