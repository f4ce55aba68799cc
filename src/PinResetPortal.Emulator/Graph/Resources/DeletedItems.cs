using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>directory/deletedItems (https://learn.microsoft.com/graph/api/resources/directory): restorable for 30 days.</summary>
internal static class DeletedItems
{
    private const string Collection = "directory/deletedItems";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. OfType(ServicePrincipals.Type, Requires.ServicePrincipals),
        .. OfType(Applications.Type, Requires.Applications),
        .. OfType(Groups.Type, Requires.DeletedGroups),
        .. OfType(Users.Type, Requires.DeletedUsers),
        new("GET", "directory/deletedItems/{id}", Requires.ServicePrincipals, call => Collections.Single(call, ServicePrincipals.Type, Seen(call), "directoryObjects", typed: true)),
        new("DELETE", "directory/deletedItems/{id}", Requires.DeletedServicePrincipalChanges, Purge),
        new("POST", "directory/deletedItems/{id}/restore", Requires.DeletedServicePrincipalChanges, Restore),
    ];

    /// <summary>List, count and get by a cast to the type.</summary>
    private static IEnumerable<GraphRoute> OfType(EntityType type, Requirement requirement)
    {
        var cast = "microsoft.graph." + type.Name;
        IEnumerable<JsonObject> All(GraphCall call) => Present(call).Where(item => TypeOf(item) == type.Name);
        yield return new("GET", $"{Collection}/{cast}", requirement, call => Collections.List(call, type, All(call)));
        yield return new("GET", $"{Collection}/{cast}/$count", requirement, call => Collections.Count(call, type, All(call)));
        yield return new("GET", $"{Collection}/{{id}}/{cast}", requirement, call => Collections.Single(call, type, All(call).FirstOrDefault(item => item.HasText("id", call.Id)) ?? throw GraphRefusal.DirectoryNotFound(call.Id)));
    }

    private static IEnumerable<JsonObject> Present(GraphCall call) => call.State.Visible(Collection).Where(item => IsKept(item, call.State.Now));

    private static JsonObject Seen(GraphCall call) => Present(call).FirstOrDefault(i => i.HasText("id", call.Id)) ?? throw GraphRefusal.DirectoryNotFound(call.Id);

    private static GraphAnswer Purge(GraphCall call)
    {
        var item = Seen(call);
        var answer = call.NoContent();
        call.State.All(Collection).RemoveAll(i => i.HasText("id", call.Id));
        PermissionGrants.Forget(call, item.Id());
        AuditTrail.Write(call, "Hard Delete service principal", "ApplicationManagement", "Delete", "ServicePrincipal", item);
        return answer;
    }

    private static GraphAnswer Restore(GraphCall call)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        var item = Seen(call);
        var type = TypeOf(item) ?? ServicePrincipals.Type.Name;
        if (type == ServicePrincipals.Type.Name && item.Text("appId") is { } appId && call.State.All("servicePrincipals").Any(s => s.HasText("appId", appId)))
            throw ServicePrincipals.NameInUse(appId);
        call.State.All(Collection).RemoveAll(i => i.HasText("id", call.Id));
        var restored = item.DeepClone().AsObject();
        restored["deletedDateTime"] = null;
        var answer = Members.Typed(restored, type);
        restored.Remove("@odata.type");
        call.State.Add(type + "s", restored);
        AuditTrail.Write(call, "Restore service principal", "ApplicationManagement", "Update", "ServicePrincipal", restored);
        answer.Insert(0, "@odata.context", call.Context("directoryObjects", null, null) + "/$entity");
        return GraphCall.Ok(answer);
    }

    private static bool IsKept(JsonObject item, DateTimeOffset now) =>
        !DateTimeOffset.TryParse(item.Text("deletedDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var deleted) || deleted + Kept > now;

    /// <summary>An object that does not say what it is, but has an application's id, is a service principal.</summary>
    private static string? TypeOf(JsonObject item) =>
        item.Text("@odata.type")?.Replace("#microsoft.graph.", "", StringComparison.Ordinal) ?? (item.ContainsKey("appId") ? ServicePrincipals.Type.Name : null);
}
