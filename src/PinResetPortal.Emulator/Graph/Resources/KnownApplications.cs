using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Makes service principals of applications that exist outside of the tenant, or in its own <c>applications</c>.</summary>
internal static class KnownApplications
{
    /// <summary>A complete service principal, as Graph answers after its creation; null for an application that nobody registered, or not for this tenant.</summary>
    /// <param name="own">The application object of this tenant.</param>
    public static JsonObject? CreateServicePrincipal(GraphCall call, string appId, JsonObject? own)
    {
        var app = own is null ? call.Registrations?.Find(appId) ?? RegisteredApps.Find(appId) : ApplicationShape.Read(call.Tenant.Id, own);
        if (app is null || (own is null && !app.IsMultiTenant))
            return null;
        return ServicePrincipalShape.Complete(Guid.Empty, new JsonObject { ["id"] = Guid.NewGuid().ToString("D"), ["appId"] = app.ClientId.ToLowerInvariant(), ["createdDateTime"] = ApplicationShape.Stamp(call.State.Now) }, app);
    }
}
