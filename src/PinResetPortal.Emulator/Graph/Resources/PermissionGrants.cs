using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>oauth2PermissionGrants: the delegated permissions that a client was consented to.</summary>
internal static class PermissionGrants
{
    private const string Collection = "oauth2PermissionGrants";

    /// <summary>https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant</summary>
    private static readonly EntityType Type = new()
    {
        Name = "oAuth2PermissionGrant",
        Collection = Collection,
        Properties = EntityType.Names("id clientId consentType principalId resourceId scope"),
        Options = EntityType.Names("select filter top skiptoken"),
        Filterable = EntityType.Names("id clientId consentType principalId resourceId"),
        BetaOnly = EntityType.Names("startTime expiryTime"),
        IsDirectoryObject = true,
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("GET", Collection, Requires.PermissionGrants, call => Collections.List(call, Type, Live(call))),
        new("POST", Collection, Requires.PermissionGrantChanges, Create),
        new("GET", Collection + "/{id}", Requires.PermissionGrants, call => Collections.Single(call, Type, Live(call).FirstOrDefault(g => g.HasText("id", call.Id)) ?? throw GraphRefusal.DirectoryNotFound(call.Id))),
        new("PATCH", Collection + "/{id}", Requires.PermissionGrantChanges, Update),
        new("DELETE", Collection + "/{id}", Requires.PermissionGrantChanges, Delete),
        .. ServicePrincipals.ForEach("/oauth2PermissionGrants", (path, find) =>
        [
            new("GET", path, Requires.PermissionGrants, call => Collections.List(call, Type, Of(call, find(call, false).Id()))),
        ]),
    ];

    public static IEnumerable<JsonObject> Of(GraphCall call, string clientId) => Live(call).Where(g => g.HasText("clientId", clientId));

    /// <summary>Grants of a soft-deleted service principal come back with it; those of a purged one do not.</summary>
    public static void Forget(GraphCall call, string servicePrincipalId)
    {
        call.State.All(Collection).RemoveAll(g => g.HasText("clientId", servicePrincipalId) || g.HasText("resourceId", servicePrincipalId));
        call.State.All("appRoleAssignments").RemoveAll(a => a.HasText("principalId", servicePrincipalId) || a.HasText("resourceId", servicePrincipalId));
    }

    private static IEnumerable<JsonObject> Live(GraphCall call)
    {
        var deleted = call.State.All("directory/deletedItems").Select(i => i.Id()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return call.State.Visible(Collection).Where(g => !deleted.Contains(g.Text("clientId") ?? "") && !deleted.Contains(g.Text("resourceId") ?? ""));
    }

    private static GraphAnswer Create(GraphCall call)
    {
        var body = call.Body;
        BodyRules.Known(body, "clientId consentType principalId resourceId scope startTime expiryTime", Type.Name);
        BodyRules.Kinds(body, texts: "clientId consentType principalId resourceId scope");
        var (client, resource) = (BodyRules.RequiredText(body, "clientId"), BodyRules.RequiredText(body, "resourceId"));
        var consentType = BodyRules.RequiredText(body, "consentType");
        var principal = body.Text("principalId");
        if (consentType is not ("AllPrincipals" or "Principal"))
            throw GraphRefusal.DirectoryBadRequest("Invalid value specified for property 'consentType' of resource 'OAuth2PermissionGrant'.");
        if ((consentType == "Principal") != (principal is { Length: > 0 }))
            throw GraphRefusal.DirectoryBadRequest("Invalid value specified for property 'principalId' of resource 'OAuth2PermissionGrant'.");
        foreach (var id in new[] { client, resource })
        {
            if (call.State.Find("servicePrincipals", id) is null)
                throw GraphRefusal.DirectoryNotFound(id);
        }

        if (call.State.All(Collection).Any(g => g.HasText("clientId", client) && g.HasText("resourceId", resource) && g.HasText("consentType", consentType) && (principal is null || g.HasText("principalId", principal))))
            throw GraphRefusal.Conflict("Permission entry already exists.");
        var created = new JsonObject
        {
            ["clientId"] = client,
            ["consentType"] = consentType,
            ["id"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            ["principalId"] = principal,
            ["resourceId"] = resource,
            ["scope"] = body.Text("scope") ?? "",
        };
        call.State.Add(Collection, created);
        AuditTrail.Write(call, "Add delegated permission grant", "ApplicationManagement", "Assign", "ServicePrincipal", call.State.Find("servicePrincipals", resource)!);
        return Collections.Created(call, Type, created);
    }

    private static GraphAnswer Update(GraphCall call)
    {
        BodyRules.Known(call.Body, "scope", Type.Name);
        BodyRules.Kinds(call.Body, texts: "scope");
        var grant = call.State.FindForChange(Collection, call.Id) ?? throw GraphRefusal.DirectoryNotFound(call.Id);
        var answer = call.NoContent();
        var before = grant.DeepClone().AsObject();
        call.State.Change(grant, g => g["scope"] = call.Body.Text("scope") ?? "");
        AuditTrail.Write(call, "Add delegated permission grant", "ApplicationManagement", "Assign", "OAuth2PermissionGrant", grant, before);
        return answer;
    }

    private static GraphAnswer Delete(GraphCall call)
    {
        var grant = call.State.FindForChange(Collection, call.Id) ?? throw GraphRefusal.DirectoryNotFound(call.Id);
        var answer = call.NoContent();
        call.State.All(Collection).Remove(grant);
        AuditTrail.Write(call, "Remove delegated permission grant", "ApplicationManagement", "Unassign", "OAuth2PermissionGrant", grant);
        return answer;
    }
}
