using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>Service principals with the properties that Graph returns by default (https://learn.microsoft.com/graph/api/resources/serviceprincipal).</summary>
internal static class ServicePrincipalShape
{
    public static JsonObject Create(Guid tenantId, RegisteredApp app) => Complete(tenantId, new JsonObject { ["appId"] = app.ClientId }, app);

    /// <summary>Fills in what is not given; what is given stays.</summary>
    /// <param name="app">The registration of its <c>appId</c>; null when nobody registered it here.</param>
    public static JsonObject Complete(Guid tenantId, JsonObject given, RegisteredApp? app)
    {
        var appId = given.Text("appId") ?? StableId.Text(tenantId, "app", given.ToJsonString());
        var name = given.Text("displayName") ?? app?.Name ?? appId;
        var full = new JsonObject
        {
            ["id"] = StableId.Text(tenantId, "servicePrincipal", appId),
            ["deletedDateTime"] = null,
            ["accountEnabled"] = true,
            ["alternativeNames"] = new JsonArray(),
            ["appDescription"] = null,
            ["appDisplayName"] = name,
            ["appId"] = appId,
            ["applicationTemplateId"] = null,
            ["appOwnerOrganizationId"] = app?.OwnerTenantId.ToString("D"),
            ["appRoleAssignmentRequired"] = false,
            ["createdDateTime"] = "2024-03-12T08:30:00Z",
            ["description"] = null,
            ["disabledByMicrosoftStatus"] = null,
            ["displayName"] = name,
            ["homepage"] = null,
            ["loginUrl"] = null,
            ["logoutUrl"] = null,
            ["notes"] = null,
            ["notificationEmailAddresses"] = new JsonArray(),
            ["preferredSingleSignOnMode"] = null,
            ["replyUrls"] = new JsonArray(),
            ["servicePrincipalNames"] = new JsonArray([appId, .. (app?.IdentifierUris ?? []).Select(uri => (JsonNode)uri)]),
            ["servicePrincipalType"] = "Application",
            ["signInAudience"] = app is { IsMultiTenant: false } ? "AzureADMyOrg" : "AzureADMultipleOrgs",
            ["tags"] = app is { IsMicrosoft: false } ? new JsonArray("WindowsAzureActiveDirectoryIntegratedApp") : new JsonArray(),
            ["tokenEncryptionKeyId"] = null,
            ["addIns"] = new JsonArray(),
            ["appRoles"] = new JsonArray([.. (app?.AppRoles ?? []).Select(Role)]),
            ["info"] = new JsonObject { ["logoUrl"] = null, ["marketingUrl"] = null, ["privacyStatementUrl"] = null, ["supportUrl"] = null, ["termsOfServiceUrl"] = null },
            ["keyCredentials"] = new JsonArray(),
            ["oauth2PermissionScopes"] = new JsonArray([.. (app?.Scopes ?? []).Select(Scope)]),
            ["passwordCredentials"] = new JsonArray(),
            ["resourceSpecificApplicationPermissions"] = new JsonArray(),
            ["verifiedPublisher"] = new JsonObject { ["displayName"] = null, ["verifiedPublisherId"] = null, ["addedDateTime"] = null },
        };
        foreach (var (key, value) in app?.Published ?? [])
        {
            full[key] = value?.DeepClone();
        }

        foreach (var (key, value) in given)
        {
            full[key] = value?.DeepClone();
        }

        return full;
    }

    private static JsonNode Role(AppPermission role) => new JsonObject
    {
        ["id"] = role.Id,
        ["value"] = role.Value,
        ["displayName"] = role.Value,
        ["description"] = role.Description,
        ["isEnabled"] = true,
        ["origin"] = "Application",
        ["allowedMemberTypes"] = new JsonArray("User", "Application"),
    };

    private static JsonNode Scope(AppPermission scope) => new JsonObject
    {
        ["id"] = scope.Id,
        ["value"] = scope.Value,
        ["adminConsentDisplayName"] = scope.Value,
        ["adminConsentDescription"] = scope.Description,
        ["userConsentDisplayName"] = scope.Value,
        ["userConsentDescription"] = scope.Description,
        ["isEnabled"] = true,
        ["type"] = GraphPermission.IsLowImpact(scope.Value) ? "User" : "Admin",
    };
}
