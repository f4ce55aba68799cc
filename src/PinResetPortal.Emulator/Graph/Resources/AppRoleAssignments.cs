using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>App role assignments, seen from the principal (appRoleAssignments) and from the resource (appRoleAssignedTo).</summary>
internal static class AppRoleAssignments
{
    private const string Collection = "appRoleAssignments";
    private static readonly string DefaultRole = Guid.Empty.ToString("D");

    /// <summary>https://learn.microsoft.com/graph/api/resources/approleassignment</summary>
    private static readonly EntityType Type = new()
    {
        Name = "appRoleAssignment",
        Collection = Collection,
        Properties = EntityType.Names("id appRoleId createdDateTime deletedDateTime principalDisplayName principalId principalType resourceDisplayName resourceId"),
        Options = EntityType.Names("select filter top skiptoken orderby count"),
        IsDirectoryObject = true,
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. ServicePrincipals.ForEach("/appRoleAssignments", (path, find) => Of("appRoleAssignments", path, find, "principalId")),
        .. ServicePrincipals.ForEach("/appRoleAssignedTo", (path, find) => Of("appRoleAssignedTo", path, find, "resourceId")),
    ];

    public static IEnumerable<JsonObject> Of(GraphCall call, string principalId) => call.State.Visible(Collection).Where(a => a.HasText("principalId", principalId));

    public static IEnumerable<JsonObject> To(GraphCall call, string resourceId) => call.State.Visible(Collection).Where(a => a.HasText("resourceId", resourceId));

    private static IEnumerable<GraphRoute> Of(string name, string path, Func<GraphCall, bool, JsonObject> find, string side) =>
    [
        new("GET", path, Requires.AppRoleAssignments, call => List(call, find(call, false), side, name)),
        new("POST", path, Requires.AppRoleAssignmentChanges, call => Create(call, find(call, false), side, name)),
        new("GET", path + "/{assignment}", Requires.AppRoleAssignments, call => Collections.Single(call, Type, One(call, find(call, false), side))),
        new("DELETE", path + "/{assignment}", Requires.AppRoleAssignmentChanges, call => Delete(call, find(call, false), side)),
    ];

    private static GraphAnswer List(GraphCall call, JsonObject owner, string side, string name) => Collections.List(call, Type, Side(call, owner, side), Context(owner, name));

    private static string Context(JsonObject owner, string name) => $"servicePrincipals('{owner.Id()}')/{name}";

    private static IEnumerable<JsonObject> Side(GraphCall call, JsonObject owner, string side) => call.State.Visible(Collection).Where(a => a.HasText(side, owner.Id()));

    private static JsonObject One(GraphCall call, JsonObject owner, string side) =>
        Side(call, owner, side).FirstOrDefault(a => a.HasText("id", call.Route["assignment"])) ?? throw GraphRefusal.DirectoryNotFound(call.Route["assignment"]);

    private static GraphAnswer Create(GraphCall call, JsonObject owner, string side, string name)
    {
        var body = call.Body;
        BodyRules.Known(body, "principalId resourceId appRoleId", Type.Name);
        var (principalId, resourceId, role) = (BodyRules.RequiredText(body, "principalId"), BodyRules.RequiredText(body, "resourceId"), BodyRules.RequiredText(body, "appRoleId"));
        if (!body.HasText(side, owner.Id()))
            throw GraphRefusal.DirectoryBadRequest($"The '{side}' in the body must be the object in the path.");
        var principal = Members.Resolve(call, principalId) ?? throw GraphRefusal.DirectoryNotFound(principalId);
        var resource = call.State.Find("servicePrincipals", resourceId) ?? throw GraphRefusal.DirectoryNotFound(resourceId);
        RequireRoleFor(call, resource);
        var roles = resource.Objects("appRoles").Select(r => r.Id()).ToList();
        if (!roles.Contains(role, StringComparer.OrdinalIgnoreCase) && !(role == DefaultRole && roles.Count == 0))
            throw GraphRefusal.DirectoryBadRequest("Permission being assigned was not found on application");
        if (call.State.All(Collection).Any(a => a.HasText("principalId", principalId) && a.HasText("resourceId", resourceId) && a.HasText("appRoleId", role)))
            throw GraphRefusal.DirectoryBadRequest("Permission being assigned already exists on the object");
        var created = new JsonObject
        {
            ["id"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            ["deletedDateTime"] = null,
            ["appRoleId"] = role,
            ["createdDateTime"] = call.Now,
            ["principalDisplayName"] = principal.Text("displayName"),
            ["principalId"] = principalId,
            ["principalType"] = principal.Text("@odata.type") switch { "#microsoft.graph.user" => "User", "#microsoft.graph.group" => "Group", _ => "ServicePrincipal" },
            ["resourceDisplayName"] = resource.Text("displayName"),
            ["resourceId"] = resourceId,
        };
        call.State.Add(Collection, created);
        AuditTrail.Write(call, "Add app role assignment to service principal", "ApplicationManagement", "Assign", "ServicePrincipal", resource);
        return Collections.Created(call, Type, created, Context(owner, name));
    }

    /// <summary>
    /// Application permissions of Microsoft Graph are given by the two highest roles only
    /// (https://learn.microsoft.com/graph/permissions-grant-via-msgraph, https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto).
    /// </summary>
    private static void RequireRoleFor(GraphCall call, JsonObject resource)
    {
        if (!call.Caller.IsApplication && (resource.HasText("appId", RegisteredApps.Graph.ClientId) || resource.HasText("appId", RegisteredApps.LegacyGraph.ClientId)) && !RoleTemplates.MayConsentToAppRoles(call.Caller.DirectoryRoles))
            throw GraphRefusal.Forbidden("Insufficient privileges to complete the operation.");
    }

    private static GraphAnswer Delete(GraphCall call, JsonObject owner, string side)
    {
        var assignment = One(call, owner, side);
        var answer = call.NoContent();
        call.State.All(Collection).RemoveAll(a => a.HasText("id", assignment.Id()));
        AuditTrail.Write(call, "Remove app role assignment from service principal", "ApplicationManagement", "Unassign", "ServicePrincipal", owner);
        return answer;
    }
}
