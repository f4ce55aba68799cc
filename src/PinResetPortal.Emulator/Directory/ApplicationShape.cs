using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>Application objects as Graph keeps and answers them (https://learn.microsoft.com/graph/api/resources/application).</summary>
internal static class ApplicationShape
{
    public const string Collection = "applications";

    /// <summary>Value of a password credential; it never leaves.</summary>
    public const string Secret = "_secret";

    /// <summary>The certificate of a key credential in base64; answers carry null.</summary>
    public const string Key = "_key";

    /// <summary>Objects of the sub-collection, kept with their application.</summary>
    public const string Federated = "_federatedIdentityCredentials";

    /// <summary>Fills in, in place, what every application object has.</summary>
    public static void Fill(JsonObject application)
    {
        foreach (var (name, value) in Defaults())
        {
            if (!application.ContainsKey(name))
            {
                application[name] = value?.DeepClone();
            }
            else if (value is JsonObject nested && application[name] is JsonObject given)
            {
                foreach (var (inner, plain) in nested.Where(one => !given.ContainsKey(one.Key)))
                {
                    given[inner] = plain?.DeepClone();
                }
            }
        }
    }

    /// <summary>The registration that an application object says.</summary>
    public static RegisteredApp Read(Guid tenantId, JsonObject application) => new(
        application.Text("appId") ?? "",
        application.Text("displayName") ?? "",
        tenantId,
        [.. application.Texts("identifierUris").Select(uri => uri.TrimEnd('/'))],
        [.. application.Items("appRoles").Select(role => Permission(role, "description"))],
        [.. application["api"].Items("oauth2PermissionScopes").Select(scope => Permission(scope, "adminConsentDescription"))],
        application.Text("signInAudience") is not ("AzureADMyOrg" or null))
    {
        WebRedirectUris = [.. application["web"].Texts("redirectUris"), .. application["spa"].Texts("redirectUris")],
        PublicRedirectUris = [.. application["publicClient"].Texts("redirectUris")],
        AllowsPublicFlows = application.Flag("isFallbackPublicClient") == true,
        Secrets = [.. application.Items("passwordCredentials").Where(one => one.Text(Secret) is not null).Select(one => new ClientSecret(one.Text(Secret)!, Time(one, "startDateTime"), Time(one, "endDateTime")))],
        Certificates = [.. application.Items("keyCredentials").Where(one => one.Text(Key) is not null).Select(one => new ClientCertificate(Convert.FromBase64String(one.Text(Key)!), Time(one, "endDateTime")))],
        Federated = [.. application.Items(Federated).Select(one => new FederatedCredential(one.Text("issuer") ?? "", one.Text("subject") ?? "", one.Texts("audiences").FirstOrDefault() ?? ""))],
        Required = [.. application.Items("requiredResourceAccess").Select(one => new RequiredAccess(one.Text("resourceAppId") ?? "", Ids(one, "Scope"), Ids(one, "Role")))],
        TokenVersion = application["api"] is JsonObject api && api["requestedAccessTokenVersion"] is JsonValue version && version.TryGetValue<int>(out var number) ? number : 1,
        Published = Published(application),
    };

    /// <summary>The properties of a service principal that follow its application.</summary>
    public static JsonObject Published(JsonObject application) => new()
    {
        ["appDisplayName"] = application.Text("displayName"),
        ["displayName"] = application.Text("displayName"),
        ["appRoles"] = Copies(application.Items("appRoles")),
        ["oauth2PermissionScopes"] = Copies(application["api"].Items("oauth2PermissionScopes")),
        ["replyUrls"] = Copies(application["web"].Items("redirectUris").Concat(application["publicClient"].Items("redirectUris"))),
        ["logoutUrl"] = application["web"].Text("logoutUrl"),
        ["servicePrincipalNames"] = new JsonArray([.. application.Texts("identifierUris").Append(application.Text("appId")!).Select(name => (JsonNode)name)]),
        ["signInAudience"] = application.Text("signInAudience"),
    };

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static AppPermission Permission(JsonNode? one, string description) => new(one.Text("id") ?? "", one.Text("value") ?? "", one.Text(description) ?? "");

    private static string[] Ids(JsonNode? access, string type) => [.. access.Items("resourceAccess").Where(one => one.Is("type", type)).Select(one => one.Text("id")).OfType<string>()];

    private static JsonArray Copies(IEnumerable<JsonNode?> nodes) => new([.. nodes.Select(node => node?.DeepClone())]);

    private static DateTimeOffset Time(JsonNode? credential, string name) =>
        DateTimeOffset.TryParse(credential.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : name == "startDateTime" ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;

    private static JsonObject Defaults() => new()
    {
        ["id"] = Guid.NewGuid().ToString("D"),
        ["deletedDateTime"] = null,
        ["appId"] = Guid.NewGuid().ToString("D"),
        ["applicationTemplateId"] = null,
        ["disabledByMicrosoftStatus"] = null,
        ["createdDateTime"] = "2024-03-12T08:30:00Z",
        ["displayName"] = "",
        ["description"] = null,
        ["groupMembershipClaims"] = null,
        ["identifierUris"] = new JsonArray(),
        ["isDeviceOnlyAuthSupported"] = null,
        ["isFallbackPublicClient"] = null,
        ["notes"] = null,
        ["publisherDomain"] = null,
        ["serviceManagementReference"] = null,
        ["signInAudience"] = "AzureADMyOrg",
        ["tags"] = new JsonArray(),
        ["tokenEncryptionKeyId"] = null,
        ["uniqueName"] = null,
        ["samlMetadataUrl"] = null,
        ["optionalClaims"] = null,
        ["addIns"] = new JsonArray(),
        ["api"] = new JsonObject
        {
            ["acceptMappedClaims"] = null,
            ["knownClientApplications"] = new JsonArray(),
            ["requestedAccessTokenVersion"] = null,
            ["oauth2PermissionScopes"] = new JsonArray(),
            ["preAuthorizedApplications"] = new JsonArray(),
        },
        ["appRoles"] = new JsonArray(),
        ["info"] = new JsonObject { ["logoUrl"] = null, ["marketingUrl"] = null, ["privacyStatementUrl"] = null, ["supportUrl"] = null, ["termsOfServiceUrl"] = null },
        ["keyCredentials"] = new JsonArray(),
        ["parentalControlSettings"] = new JsonObject { ["countriesBlockedForMinors"] = new JsonArray(), ["legalAgeGroupRule"] = "Allow" },
        ["passwordCredentials"] = new JsonArray(),
        ["publicClient"] = new JsonObject { ["redirectUris"] = new JsonArray() },
        ["requiredResourceAccess"] = new JsonArray(),
        ["spa"] = new JsonObject { ["redirectUris"] = new JsonArray() },
        ["verifiedPublisher"] = new JsonObject { ["displayName"] = null, ["verifiedPublisherId"] = null, ["addedDateTime"] = null },
        ["web"] = new JsonObject
        {
            ["homePageUrl"] = null,
            ["logoutUrl"] = null,
            ["redirectUris"] = new JsonArray(),
            ["implicitGrantSettings"] = new JsonObject { ["enableAccessTokenIssuance"] = false, ["enableIdTokenIssuance"] = false },
        },
    };
}
