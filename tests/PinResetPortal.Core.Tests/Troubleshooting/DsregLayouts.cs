namespace PinResetPortal.Core.Troubleshooting;

/// <summary>
/// One device in the shapes in which people send its output. The lines are written after
/// https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd.
/// </summary>
internal static class DsregLayouts
{
    public const string TenantId = "aaaabbbb-0000-4ccc-8111-dddd2222eeee";

    public static readonly string Plain = $$"""
        +----------------------------------------------------------------------+
        | Device State                                                         |
        +----------------------------------------------------------------------+

                     AzureAdJoined : YES
                  EnterpriseJoined : NO
                      DomainJoined : NO
                       Device Name : WS-0042

        +----------------------------------------------------------------------+
        | Device Details                                                       |
        +----------------------------------------------------------------------+

                          DeviceId : 00aa00aa-bb11-4c22-9d33-44ee44ee44ee
                        Thumbprint : AA11BB22CC33DD44EE55FF66AA77BB88CC99DD00
         DeviceCertificateValidity : [ 2024-01-11 21:02:50.000 UTC -- 2034-01-11 21:32:50.000 UTC ]
                    KeyContainerId : 00aa00aa-bb11-4c22-9d33-44ee44ee44ee
                       KeyProvider : Microsoft Platform Crypto Provider
                      TpmProtected : YES
                  DeviceAuthStatus : SUCCESS

        +----------------------------------------------------------------------+
        | Tenant Details                                                       |
        +----------------------------------------------------------------------+

                        TenantName : Northwind
                          TenantId : {{TenantId}}
                       AuthCodeUrl : https://login.microsoftonline.com/{{TenantId}}/oauth2/authorize
                            MdmUrl : https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc
                         MdmTouUrl : https://portal.manage.microsoft.com/TermsofUse.aspx
                       SettingsUrl : eyJVcmlzIjpbImh0dHBzOi8va2FpbGFuaS5vbmUubWljcm9zb2Z0LmNvbS8iXX0=
                    JoinSrvVersion : 2.0
                        JoinSrvUrl : https://enterpriseregistration.windows.net/EnrollmentServer/device/

        +----------------------------------------------------------------------+
        | User State                                                           |
        +----------------------------------------------------------------------+

                            NgcSet : YES
                          NgcKeyId : {AAAAAAAA-0B0B-4C1C-8D2D-333333333333}
                          CanReset : DestructiveAndNonDestructive
                   WorkplaceJoined : NO
                     WamDefaultSet : YES
               WamDefaultAuthority : organizations
                      WamDefaultId : https://login.microsoft.com
                    WamDefaultGUID : {B16898C6-A148-4967-9171-64D755DA8520} (AzureAd)

        +----------------------------------------------------------------------+
        | SSO State                                                            |
        +----------------------------------------------------------------------+

                        AzureAdPrt : YES
              AzureAdPrtUpdateTime : 2026-11-20 07:15:33.000 UTC
              AzureAdPrtExpiryTime : 2026-12-04 07:15:33.000 UTC
               AzureAdPrtAuthority : https://login.microsoftonline.com/{{TenantId}}
                     EnterprisePrt : NO
                         OnPremTgt : NO
                          CloudTgt : YES
                 KerbTopLevelNames : .windows.net,.windows.net:1433,.azure.net

        +----------------------------------------------------------------------+
        | Diagnostic Data                                                      |
        +----------------------------------------------------------------------+

                AadRecoveryEnabled : NO
            Executing Account Name : AzureAD\KimAkers
                       KeySignTest : MUST Run elevated to test.

        +----------------------------------------------------------------------+
        | IE Proxy Config for Current User                                     |
        +----------------------------------------------------------------------+

              Auto Detect Settings : YES
            Auto-Configuration URL :
                 Proxy Server List :

        +----------------------------------------------------------------------+
        | Ngc Prerequisite Check                                               |
        +----------------------------------------------------------------------+

                    IsDeviceJoined : YES
                     IsUserAzureAD : YES
                     PolicyEnabled : YES
                  PostLogonEnabled : YES
                    DeviceEligible : YES
                SessionIsNotRemote : YES
                    CertEnrollment : none
                         OnPremTGT : YES
                      PreReqResult : WillNotProvision

        """.ReplaceLineEndings("\n");

    /// <summary>Every layout of the same output: each has to be read the same.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["as printed"] = Plain,
        ["windows line breaks"] = Plain.Replace("\n", "\r\n"),
        ["old mac line breaks doubled by a mail"] = Plain.Replace("\n", "\r\r\n"),
        ["blank line between all lines"] = Plain.Replace("\n", "\n\n"),
        ["no indentation"] = string.Join('\n', Plain.Split('\n').Select(line => line.Trim())),
        ["no boxes"] = string.Join('\n', Lines().Where(line => !line.StartsWith('+') && !line.StartsWith('|'))),
        ["boxes of lines"] = Plain.Replace('|', '│').Replace('+', '┼').Replace("---", "───"),
        ["all line breaks lost"] = Plain.Replace('\n', ' '),
        ["line breaks lost without a blank"] = string.Concat(Lines()),
        ["runs of blanks squeezed"] = string.Join('\n', Lines().Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))),
        ["no blank before the colon"] = Plain.Replace(" : ", ": "),
        ["no blanks around the colon"] = Plain.Replace(" : ", ":"),
        ["tabs around the colon"] = Plain.Replace(" : ", "\t:\t"),
        ["hard blanks"] = Plain.Replace(' ', '\u00A0'),
        ["full-width colons"] = Plain.Replace(" : ", "："),
        ["html breaks"] = "<div>" + Plain.Replace("\n", "<br/>") + "</div>",
        ["html paragraphs and entities"] = string.Concat(Plain.Split('\n').Select(line => $"<p class=\"MsoNormal\">{line.Replace(" ", "&nbsp;")}</p>")),
        ["html table"] = "<table>" + string.Concat(Fields().Select(field => $"<tr><td>{field.Name}</td><td>{field.Value}</td></tr>")) + "</table>",
        ["preformatted html with spans"] = "<pre>" + Plain.Replace(" : ", "</span> : <span style=\"color:red\">") + "</pre>",
        ["json string"] = "{\"output\":\"" + Plain.Replace("\\", "\\\\").Replace("\n", "\\r\\n") + "\"}",
        ["json object"] = "{\n" + string.Join(",\n", Fields().Select(field => $"  \"{field.Name}\": \"{field.Value}\"")) + "\n}",
        ["csv with semicolons"] = string.Join('\n', Fields().Select(field => $"{field.Name};{field.Value}")),
        ["tab-separated from a sheet"] = string.Join('\n', Fields().Select(field => $"{field.Name}\t{field.Value}")),
        ["name and value on lines of their own"] = string.Join('\n', Fields().Select(field => $"{field.Name} :\n    {field.Value}")),
        ["equals signs"] = string.Join('\n', Fields().Select(field => $"{field.Name} = {field.Value}")),
        ["mail quote"] = string.Join('\n', Lines().Select(line => "> " + line)),
        ["markdown code fence and bold names"] = "```\n" + string.Join('\n', Fields().Select(field => $"- **{field.Name}** : {field.Value}")) + "\n```",
        ["utf-16 read as bytes"] = string.Concat(Plain.Select(character => character + "\0")),
        ["utf-16 with replacement characters"] = "\uFFFD\uFFFD" + string.Concat(Plain.Select(character => character + "\uFFFD")),
        ["blanks between all letters"] = string.Join('\n', Fields().Select(field => $"{string.Join(' ', field.Name.Replace(" ", "").ToCharArray())} : {string.Join(' ', field.Value.ToCharArray())}").Where(line => line.Length < 90)) + $"\nTenantId : {TenantId}",
        ["mojibake blanks"] = "ï»¿" + Plain.Replace(" : ", "Â\u00A0:Â\u00A0"),
        ["code page 437 blanks"] = Plain.Replace("             ", "┬á"),
        ["upper case"] = string.Join('\n', Fields().Select(field => $"{field.Name.ToUpperInvariant()} : {field.Value.ToUpperInvariant()}")),
        ["lower case"] = Plain.ToLowerInvariant(),
        ["german console around it"] = "Microsoft Windows [Version 10.0.22631.4460]\n(c) Microsoft Corporation. Alle Rechte vorbehalten.\n\nC:\\Benutzer\\Kim>dsregcmd /status\n" + Plain + "\nC:\\Benutzer\\Kim>",
        ["japanese console around it"] = "コマンド プロンプト\nC:\\ユーザー\\kim>dsregcmd /status\n" + Plain + "\n続行するには何かキーを押してください . . .",
        ["inside a ticket"] = "Hello,\nuser cannot sign in since Monday: it is urgent.\n\n" + Plain + "\nKind regards\nTel: +49 30 1234",
        ["screen reader numbers"] = string.Join('\n', Plain.Split('\n').Select((line, index) => $"{index + 1,4}  {line}")),
        ["zero width characters"] = Plain.Replace(" : ", "\u200B :\u200B "),
        ["right-to-left marks"] = Plain.Replace(" : ", "\u200F : \u200E"),
    };

    private static string[] Lines() => Plain.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Name, string Value)> Fields() =>
        Lines().Where(line => line.Contains(" : ", StringComparison.Ordinal)).Select(line => line.Split(" : ", 2)).Select(parts => (parts[0].Trim(), parts[1].Trim()));
}
