using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PinResetPortal.Core.Registration.Printing;

/// <summary>
/// A file for the Microsoft Graph extension of Bicep
/// (https://learn.microsoft.com/graph/templates/bicep/reference/applications, /serviceprincipals, /oauth2permissiongrants, /approleassignedto, /federatedidentitycredentials).
/// </summary>
internal static partial class BicepPrint
{
    private const string Head = """
        // Registers PinResetPortal in Entra ID. Made by: PinResetPortal setup --print bicep
        // bicepconfig.json: { "extensions": { "microsoftGraphV1": "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" } }
        extension microsoftGraphV1

        @description('Client id of an earlier deployment (its output clientId). The Application ID URI is made of it, so deploy twice: first without, then with it, and always with it from then on.')
        param clientId string = ''

        """;

    public static string Text(PrintWish wish)
    {
        var script = new RegistrationScript(wish);
        var credential = wish.Registration.Wish.Credential;
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        var expressions = Expressions(script);
        Line();
        foreach (var (who, placeholder) in script.Admins)
        {
            Line($"@description('Object id of the user or group that gets the role Admin{(who.Length > 0 ? $": {Escaped(PrintedSettings.Line(who))}" : "")}')");
            Line($"param {expressions[placeholder]} string");
            Line();
        }

        if (credential == CredentialKind.Certificate)
        {
            Line("@description('Public part of the certificate of the portal: DER in base64')");
            Line("param certificate string");
            Line();
        }

        if (credential == CredentialKind.ManagedIdentity)
        {
            Line($"@description('Principal id of the user-assigned identity {Escaped(PrintedSettings.Line(wish.ManagedIdentity ?? ""))}')");
            Line("param identityPrincipalId string");
            Line();
        }

        foreach (var resource in script.Resources)
        {
            // Every tenant has Graph; other APIs are made known where they are not.
            var isGraph = resource == PortalPermissions.MicrosoftGraph;
            Line($"resource {NameOf(resource)} 'Microsoft.Graph/servicePrincipals@v1.0' {(isGraph ? "existing " : "")}= {{");
            Line($"  appId: '{resource}'");
            Line("}");
            Line();
        }

        var number = 0;
        foreach (var step in script.Steps)
        {
            Step(step);
        }

        if (credential == CredentialKind.Secret)
        {
            Line("// Bicep makes no client secrets. Make one with: az ad app credential reset --id CLIENT-ID --append");
            Line();
        }

        Line("output clientId string = application.appId");
        Line("output settings object = {");
        PrintedSettings.Of(wish, Placeholders.ClientId, RegistrationScript.Tenant).ToList().ForEach(one => Line($"  {one.Key}: {Text(one.Value)}"));
        Line("}");
        return text.ToString();

        void Line(string line = "")
        {
            // The cloud was named on the command line, so its hosts stand in the file.
            if (line.Contains($"'{wish.Cloud.Authority.AbsoluteUri}", StringComparison.Ordinal))
            {
                text.Append("#disable-next-line no-hardcoded-env-urls\n");
            }

            text.Append(line).Append('\n');
        }

        void Step(RegistrationStep step)
        {
            switch (step.Id)
            {
                case "application.create":
                    var more = new List<string> { $"uniqueName: '{wish.UniqueName}'", "identifierUris: empty(clientId) ? [] : ['api://${clientId}']" };
                    if (credential == CredentialKind.Certificate)
                    {
                        more.Add("keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', displayName: 'pinresetportal', key: certificate }]");
                    }

                    Resource(step.Words, "application", "applications", step.Body ?? [], more);
                    break;
                case "application.api-uri":
                    break;
                case "principal.create":
                    Resource(step.Words, "principal", "servicePrincipals", step.Body ?? [], []);
                    break;
                case "grant.create":
                    Resource(step.Words, $"grant{++number}", "oauth2PermissionGrants", step.Body ?? [], []);
                    break;
                case "role.assign" or "admin.assign":
                    Resource(step.Words, $"role{++number}", "appRoleAssignedTo", step.Body ?? [], []);
                    break;
                case "credential.federated":
                    var body = (step.Body ?? []).DeepClone().AsObject();
                    body.Remove("name");
                    Resource(step.Words, "federated", "applications/federatedIdentityCredentials", body, ["name: '${application.uniqueName}/pinresetportal'"]);
                    break;
                default:
                    throw new InvalidOperationException($"The step {step.Id} has no form in Bicep.");
            }
        }

        void Resource(string words, string name, string type, JsonObject body, IReadOnlyList<string> more)
        {
            Line($"// {PrintedSettings.Line(words)}");
            Line($"resource {name} 'Microsoft.Graph/{type}@v1.0' = {{");
            more.ToList().ForEach(line => Line($"  {line}"));
            foreach (var (property, value) in Present(body))
            {
                Line($"  {property}: {Value(value, "  ")}");
            }

            Line("}");
            Line();
        }

        string Value(JsonNode node, string indent) => node switch
        {
            JsonObject item => $"{{\n{string.Concat(Present(item).Select(one => $"{indent}  {one.Name}: {Value(one.Value, indent + "  ")}\n"))}{indent}}}",
            JsonArray list => list.Count > 0 ? $"[\n{string.Concat(list.OfType<JsonNode>().Select(one => $"{indent}  {Value(one, indent + "  ")}\n"))}{indent}]" : "[]",
            _ when node.GetValueKind() == JsonValueKind.String => Text(node.GetValue<string>()),
            _ => node.ToJsonString(),
        };

        string Text(string value) =>
            expressions.TryGetValue(value, out var whole) ? whole
            : $"'{Placeholder().Replace(Escaped(value), match => expressions.TryGetValue(match.Value, out var part) ? $"${{{part}}}" : match.Value)}'";
    }

    private static Dictionary<string, string> Expressions(RegistrationScript script)
    {
        var all = new Dictionary<string, string>
        {
            [Placeholders.ApplicationId] = "application.id",
            [Placeholders.ClientId] = "application.appId",
            [Placeholders.PrincipalId] = "principal.id",
            [RegistrationScript.Tenant] = "tenant().tenantId",
            [RegistrationScript.Identity] = "identityPrincipalId",
        };
        foreach (var resource in script.Resources)
        {
            all[Placeholders.Resource(resource)] = $"{NameOf(resource)}.id";
        }

        foreach (var lookup in script.Lookups)
        {
            all[lookup.Placeholder] = $"filter({NameOf(lookup.Permission.Resource)}.{lookup.Property}, one => one.value == '{lookup.Permission.Name}')[0].id";
        }

        foreach (var ((_, placeholder), index) in script.Admins.Select((admin, index) => (admin, index + 1)))
        {
            all[placeholder] = $"admin{index}Id";
        }

        return all;
    }

    /// <summary>What is null says nothing.</summary>
    private static IEnumerable<(string Name, JsonNode Value)> Present(JsonObject item)
    {
        foreach (var (name, value) in item)
        {
            if (value is not null)
            {
                yield return (name, value);
            }
        }
    }

    private static string NameOf(string resource) => resource == PortalPermissions.MicrosoftGraph ? "graph" : "partnerCenter";

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("${", "\\${", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^{}]+\}")]
    private static partial Regex Placeholder();
}
