using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Makes service principals of applications that exist outside of the tenant, or in its own <c>applications</c>.</summary>
internal static class KnownApplications
{
    /// <summary>A complete service principal, as Graph answers after its creation; null for an application that nobody registered.</summary>
    public static JsonObject? CreateServicePrincipal(string appId, DateTimeOffset now, JsonObject? registered = null)
    {
        if (RegisteredApps.Find(appId) is null && registered is null)
            return null;
        var given = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString("D"),
            ["appId"] = appId.ToLowerInvariant(),
            ["createdDateTime"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (registered is not null)
        {
            given["displayName"] = registered.Text("displayName") ?? appId;
            given["appOwnerOrganizationId"] = registered.Text("_ownerTenantId");
            given["appRoles"] = registered["appRoles"]?.DeepClone() ?? new JsonArray();
            given["oauth2PermissionScopes"] = registered["oauth2PermissionScopes"]?.DeepClone() ?? new JsonArray();
        }

        return ServicePrincipalShape.Complete(Guid.Empty, given);
    }
}
