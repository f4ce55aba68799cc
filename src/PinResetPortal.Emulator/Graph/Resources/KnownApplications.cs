using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// Applications that exist outside of the tenant, so that a service principal can be made of them. Names and identifier URIs of the
/// two PIN reset applications: https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset.
/// </summary>
internal static class KnownApplications
{
    private const string MicrosoftTenant = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

    private static readonly Dictionary<string, (string Name, string[] Uris)> Microsoft = new(StringComparer.OrdinalIgnoreCase)
    {
        ["b8456c59-1230-44c7-a4a2-99b085333e84"] = ("Microsoft Pin Reset Service Production", ["https://cred.microsoft.com/"]),
        ["9115dd05-fad5-4f9c-acc7-305d08b1b04e"] = ("Microsoft Pin Reset Client Production", []),
        ["00000003-0000-0000-c000-000000000000"] = ("Microsoft Graph", ["https://graph.microsoft.com", "https://graph.microsoft.com/"]),
        ["00000002-0000-0000-c000-000000000000"] = ("Windows Azure Active Directory", ["https://graph.windows.net", "https://graph.windows.net/"]),
        ["0000000a-0000-0000-c000-000000000000"] = ("Microsoft Intune", ["https://api.manage.microsoft.com/"]),
        ["f1346770-5b25-470b-88bd-d5744ab7952c"] = ("Intune Provisioning Client", []),
    };

    /// <summary>A complete service principal, as Graph answers after its creation; null for an application that nobody registered.</summary>
    public static JsonObject? CreateServicePrincipal(string appId, DateTimeOffset now, JsonObject? registered = null)
    {
        var isMicrosoft = Microsoft.TryGetValue(appId, out var app);
        if (!isMicrosoft && registered is null)
            return null;
        var name = isMicrosoft ? app.Name : registered!.Text("displayName") ?? appId;
        var owner = isMicrosoft ? MicrosoftTenant : registered!.Text("_ownerTenantId");
        appId = appId.ToLowerInvariant();
        return new()
        {
            ["id"] = Guid.NewGuid().ToString("D"),
            ["deletedDateTime"] = null,
            ["accountEnabled"] = true,
            ["alternativeNames"] = new JsonArray(),
            ["appDisplayName"] = name,
            ["appDescription"] = null,
            ["appId"] = appId,
            ["applicationTemplateId"] = null,
            ["appOwnerOrganizationId"] = owner,
            ["appRoleAssignmentRequired"] = false,
            ["createdDateTime"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["description"] = null,
            ["disabledByMicrosoftStatus"] = null,
            ["displayName"] = name,
            ["homepage"] = null,
            ["loginUrl"] = null,
            ["logoutUrl"] = null,
            ["notes"] = null,
            ["notificationEmailAddresses"] = new JsonArray(),
            ["preferredSingleSignOnMode"] = null,
            ["preferredTokenSigningKeyThumbprint"] = null,
            ["replyUrls"] = new JsonArray(),
            ["servicePrincipalNames"] = new JsonArray([appId, .. isMicrosoft ? app.Uris : []]),
            ["servicePrincipalType"] = "Application",
            ["signInAudience"] = "AzureADMultipleOrgs",
            ["tags"] = new JsonArray(),
            ["tokenEncryptionKeyId"] = null,
            ["samlSingleSignOnSettings"] = null,
            ["addIns"] = new JsonArray(),
            ["appRoles"] = registered?["appRoles"]?.DeepClone() ?? new JsonArray(),
            ["info"] = new JsonObject { ["logoUrl"] = null, ["marketingUrl"] = null, ["privacyStatementUrl"] = null, ["supportUrl"] = null, ["termsOfServiceUrl"] = null },
            ["keyCredentials"] = new JsonArray(),
            ["oauth2PermissionScopes"] = registered?["oauth2PermissionScopes"]?.DeepClone() ?? new JsonArray(),
            ["passwordCredentials"] = new JsonArray(),
            ["resourceSpecificApplicationPermissions"] = new JsonArray(),
            ["verifiedPublisher"] = new JsonObject { ["displayName"] = null, ["verifiedPublisherId"] = null, ["addedDateTime"] = null },
        };
    }
}
