using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

internal static class ServicePrincipals
{
    private static readonly IReadOnlySet<string> Writable = EntityType.Names("""
        accountEnabled addIns alternativeNames appRoleAssignmentRequired appRoles customSecurityAttributes description displayName homepage info
        keyCredentials loginUrl logoutUrl notes notificationEmailAddresses oauth2PermissionScopes preferredSingleSignOnMode
        preferredTokenSigningKeyThumbprint replyUrls samlSingleSignOnSettings servicePrincipalNames servicePrincipalType tags tokenEncryptionKeyId
        """);

    /// <summary>https://learn.microsoft.com/graph/api/resources/serviceprincipal</summary>
    public static readonly EntityType Type = new()
    {
        Name = "servicePrincipal",
        Collection = "servicePrincipals",
        Properties = EntityType.Names("""
            id accountEnabled addIns alternativeNames appDescription appDisplayName appId applicationTemplateId appOwnerOrganizationId
            appRoleAssignmentRequired appRoles createdDateTime customSecurityAttributes deletedDateTime description disabledByMicrosoftStatus displayName
            homepage info keyCredentials loginUrl logoutUrl notes notificationEmailAddresses oauth2PermissionScopes passwordCredentials
            preferredSingleSignOnMode preferredTokenSigningKeyThumbprint replyUrls resourceSpecificApplicationPermissions samlSingleSignOnSettings
            servicePrincipalNames servicePrincipalType signInAudience tags tokenEncryptionKeyId verifiedPublisher
            """),
        IsDirectoryObject = true,
        Options = OptionSets.Directory,
        Filterable = EntityType.Names("""
            id accountEnabled alternativeNames appDisplayName appId applicationTemplateId appOwnerOrganizationId appRoleAssignmentRequired createdDateTime
            deletedDateTime displayName homepage keyCredentials logoutUrl oauth2PermissionScopes passwordCredentials preferredSingleSignOnMode replyUrls
            servicePrincipalNames servicePrincipalType signInAudience tags
            """),
        Sortable = EntityType.Names("displayName createdDateTime deletedDateTime"),
        SortableInAdvanced = EntityType.Names("displayName createdDateTime deletedDateTime"),
        Searchable = EntityType.Names("displayName appDisplayName"),
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["owners"] = new(Members.Owners, DirectoryObjects.Type, MostItems: 20),
            ["oauth2PermissionGrants"] = new((call, sp) => PermissionGrants.Of(call, sp.Id()), MostItems: 20),
            ["appRoleAssignments"] = new((call, sp) => AppRoleAssignments.Of(call, sp.Id()), MostItems: 20),
            ["appRoleAssignedTo"] = new((call, sp) => AppRoleAssignments.To(call, sp.Id()), MostItems: 20),
        },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("GET", "servicePrincipals", Requires.ServicePrincipals, call => Collections.List(call, Type, call.State.Visible("servicePrincipals"))),
        new("GET", "servicePrincipals/$count", Requires.ServicePrincipals, call => Collections.Count(call, Type, call.State.Visible("servicePrincipals"))),
        new("POST", "servicePrincipals", Requires.ServicePrincipalChanges, call => Create(call, BodyRules.RequiredText(call.Body, "appId"))),
        .. ForEach("", (path, find) =>
        [
            new("GET", path, Requires.ServicePrincipals, call => Collections.Single(call, Type, find(call, false))),
            new("PATCH", path, Requires.ServicePrincipalChanges, call => CreatesIfMissing(call) ? Create(call, call.Route["appId"]) : Update(call, find(call, true))),
            new("DELETE", path, Requires.ServicePrincipalChanges, call => Delete(call, find(call, true))),
        ]),
    ];

    /// <summary>The same routes for <c>servicePrincipals/{id}</c> and <c>servicePrincipals(appId='…')</c>.</summary>
    public static IEnumerable<GraphRoute> ForEach(string suffix, Func<string, Func<GraphCall, bool, JsonObject>, IEnumerable<GraphRoute>> routes) =>
    [
        .. routes("servicePrincipals/{id}" + suffix, ById),
        .. routes("servicePrincipals(appId={appId})" + suffix, ByAppId),
    ];

    private static JsonObject ById(GraphCall call, bool forChange) =>
        (forChange ? call.State.FindForChange("servicePrincipals", call.Id) : call.State.Find("servicePrincipals", call.Id)) ?? throw GraphRefusal.DirectoryNotFound(call.Id);

    private static JsonObject ByAppId(GraphCall call, bool forChange)
    {
        var appId = call.Route["appId"];
        var seen = call.State.Visible("servicePrincipals").FirstOrDefault(s => s.HasText("appId", appId)) ?? throw GraphRefusal.DirectoryNotFound(appId);
        return forChange ? call.State.FindForChange("servicePrincipals", seen.Id())! : seen;
    }

    /// <summary>https://learn.microsoft.com/graph/api/serviceprincipal-upsert</summary>
    private static bool CreatesIfMissing(GraphCall call) =>
        call.Route.TryGetValue("appId", out var appId)
        && call.Header("Prefer")?.Contains("create-if-missing", StringComparison.OrdinalIgnoreCase) == true
        && !call.State.All("servicePrincipals").Any(s => s.HasText("appId", appId));

    /// <summary>https://learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals. A soft-deleted namesake does not stand in the way.</summary>
    private static GraphAnswer Create(GraphCall call, string appId)
    {
        var body = call.Body;
        Check(body, creating: true);

        // the name is taken from the moment of the first creation, whatever readers see
        if (call.State.All("servicePrincipals").Any(s => s.HasText("appId", appId)))
            throw NameInUse(appId);
        var registered = call.State.All("applications").FirstOrDefault(a => a.HasText("appId", appId));
        var created = KnownApplications.CreateServicePrincipal(call, appId, registered)
            ?? throw GraphRefusal.DirectoryBadRequest($"The appId '{appId}' of the service principal does not reference a valid application object.");
        RequireOwnApplication(call, registered);
        Apply(body, created);
        call.State.Add("servicePrincipals", created);
        AuditTrail.Write(call, "Add service principal", "ApplicationManagement", "Add", "ServicePrincipal", created);
        return Collections.Created(call, Type, created);
    }

    /// <summary>
    /// An application that may change its own objects only makes principals of this tenant's applications
    /// (https://github.com/hashicorp/terraform-provider-azuread/issues/504).
    /// </summary>
    private static void RequireOwnApplication(GraphCall call, JsonObject? registered)
    {
        if (call.Caller.IsApplication && registered is null && !call.Caller.Permissions.Contains("Application.ReadWrite.All") && !call.Caller.Permissions.Contains("Directory.ReadWrite.All"))
            throw GraphRefusal.Forbidden("When using this permission, the backing application of the service principal being created must in the local tenant");
    }

    private static GraphAnswer Update(GraphCall call, JsonObject item)
    {
        var body = call.Body;
        Check(body, creating: false);
        var answer = call.NoContent();
        var before = item.DeepClone().AsObject();
        call.State.Change(item, changed => Apply(body, changed));
        AuditTrail.Write(call, "Update service principal", "ApplicationManagement", "Update", "ServicePrincipal", item, before);
        return answer;
    }

    private static GraphAnswer Delete(GraphCall call, JsonObject item)
    {
        var answer = call.NoContent();
        call.State.All("servicePrincipals").Remove(item);
        item["deletedDateTime"] = call.Now;
        call.State.Add("directory/deletedItems", Members.Typed(item, "servicePrincipal"));
        AuditTrail.Write(call, "Remove service principal", "ApplicationManagement", "Delete", "ServicePrincipal", item);
        return answer;
    }

    public static GraphRefusal NameInUse(string appId) => GraphRefusal.Conflict($"The service principal cannot be created, updated, or restored because the service principal name {appId} is already in use.");

    private static void Check(JsonObject body, bool creating)
    {
        foreach (var name in BodyRules.Properties(body))
        {
            if (Writable.Contains(name) || (creating && name == "appId"))
                continue;
            throw Type.Properties.Contains(name)
                ? GraphRefusal.DirectoryBadRequest($"Property '{name}' is read-only and cannot be set.")
                : GraphRefusal.DirectoryBadRequest($"Invalid property '{name}'.");
        }

        BodyRules.Kinds(body, "accountEnabled appRoleAssignmentRequired", "appId description displayName homepage loginUrl logoutUrl notes", "alternativeNames notificationEmailAddresses replyUrls tags");
    }

    private static void Apply(JsonObject body, JsonObject target)
    {
        foreach (var name in BodyRules.Properties(body).Where(n => n != "appId"))
            target[name] = body[name]?.DeepClone();
    }
}
