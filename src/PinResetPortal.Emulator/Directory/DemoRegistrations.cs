using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>The application objects of the partner's tenant when the demo begins. From then on they are state as all other objects.</summary>
internal static class DemoRegistrations
{
    public const string PortalId = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";
    public const string AutomationId = "22222222-2222-4222-8222-222222222222";
    public const string ReportingId = "33333333-3333-4333-8333-333333333333";

    /// <summary>
    /// What the portal asks for in Microsoft Graph, delegated and as application permissions, beside <c>User.Read</c>. The one list: consent
    /// to the portal gives exactly this.
    /// </summary>
    public static readonly IReadOnlyList<string> PortalPermissions =
    [
        "Application.Read.All",
        "Directory.Read.All",
        "DeviceManagementConfiguration.Read.All",
        "DeviceManagementServiceConfig.Read.All",
        "DeviceManagementManagedDevices.Read.All",
        "Domain-InternalFederation.Read.All",
        "UserAuthenticationMethod.Read.All",
        "AuditLog.Read.All",
        "Policy.Read.AuthenticationMethod",
        "Policy.Read.All",
        "Application.ReadWrite.All",
        "DeviceManagementConfiguration.ReadWrite.All",
        "DelegatedPermissionGrant.ReadWrite.All",
        "DeviceManagementManagedDevices.PrivilegedOperations.All",
        "DelegatedAdminRelationship.Read.All",
    ];

    private static readonly string[] _paths = ["/signin-oidc", "/authentication/consented", "/signout-callback-oidc"];
    private static readonly string[] _roots = ["http://localhost:5080", "http://127.0.0.1:5080", "https://localhost:5080", "https://127.0.0.1:5080"];

    public static JsonObject[] All => [Portal(), Client(AutomationId, "Fabrikam Automation", "demo-automation-secret"), Client(ReportingId, "Fabrikam Reporting", "demo-reader-secret")];

    private static JsonObject Portal()
    {
        var portal = Client(PortalId, "PinResetPortal", "demo-portal-secret");
        portal["signInAudience"] = "AzureADMultipleOrgs";
        portal["identifierUris"] = new JsonArray("api://pinresetportal", $"api://{PortalId}");
        portal["appRoles"] = new JsonArray(
            Role("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b01", "Reader", "Sees everything, changes nothing"),
            Role("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b02", "Operator", "May run and undo repairs"),
            Role("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b03", "Admin", "May change settings and tenants"));
        portal["api"] = new JsonObject
        {
            ["requestedAccessTokenVersion"] = 2,
            ["oauth2PermissionScopes"] = new JsonArray(new JsonObject
            {
                ["id"] = "6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b10",
                ["value"] = "access_as_user",
                ["type"] = "User",
                ["isEnabled"] = true,
                ["adminConsentDisplayName"] = "Use PinResetPortal",
                ["adminConsentDescription"] = "Use PinResetPortal as the signed-in person",
                ["userConsentDisplayName"] = null,
                ["userConsentDescription"] = null,
            }),
        };
        portal["optionalClaims"] = new JsonObject { ["idToken"] = Claims("sid", "login_hint"), ["accessToken"] = Claims("idtyp"), ["saml2Token"] = new JsonArray() };
        portal["web"] = new JsonObject
        {
            ["homePageUrl"] = _roots[0],
            ["redirectUris"] = new JsonArray([.. _roots.SelectMany(root => _paths.Select(path => (JsonNode)(root + path)))]),
            ["logoutUrl"] = _roots[0] + "/signout-oidc",
        };
        portal["requiredResourceAccess"] = new JsonArray(Graph(), Access(RegisteredApps.PartnerCenter.ClientId, RegisteredApps.PartnerCenter.Scopes.Select(scope => (scope.Id, "Scope"))));
        return portal;
    }

    private static JsonObject Graph() => Access(
        RegisteredApps.Graph.ClientId,
        PortalPermissions.Select(name => GraphPermission.All.Single(permission => permission.Name == name))
            .SelectMany(permission => new[] { (permission.DelegatedId!, "Scope"), (permission.ApplicationId!, "Role") })
            .Prepend((GraphPermission.All.Single(permission => permission.Name == "User.Read").DelegatedId!, "Scope")));

    private static JsonObject Access(string resource, IEnumerable<(string Id, string Type)> access) => new()
    {
        ["resourceAppId"] = resource,
        ["resourceAccess"] = new JsonArray([.. access.Select(one => (JsonNode)new JsonObject { ["id"] = one.Id, ["type"] = one.Type })]),
    };

    private static JsonObject Client(string appId, string name, string secret) => new()
    {
        ["id"] = StableId.Text("application", appId),
        ["appId"] = appId,
        ["displayName"] = name,
        ["publisherDomain"] = "fabrikam-msp.example",
        ["passwordCredentials"] = new JsonArray(new JsonObject
        {
            ["customKeyIdentifier"] = null,
            ["displayName"] = "demo",
            ["startDateTime"] = "2024-03-12T08:30:00Z",
            ["endDateTime"] = "2099-12-31T00:00:00Z",
            ["hint"] = secret[..3],
            ["keyId"] = StableId.Text("secret", appId),
            ["secretText"] = null,
            [ApplicationShape.Secret] = secret,
        }),
    };

    private static JsonArray Claims(params string[] names) =>
        [.. names.Select(name => new JsonObject { ["name"] = name, ["source"] = null, ["essential"] = false, ["additionalProperties"] = new JsonArray() })];

    private static JsonObject Role(string id, string value, string description) => new()
    {
        ["id"] = id,
        ["value"] = value,
        ["displayName"] = value,
        ["description"] = description,
        ["isEnabled"] = true,
        ["origin"] = "Application",
        ["allowedMemberTypes"] = new JsonArray("User", "Application"),
    };
}
