using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// Application registrations. Whoever belongs to the tenant may register one and then owns it
/// (https://learn.microsoft.com/entra/fundamentals/users-default-permissions); others' take an administrator of applications.
/// </summary>
internal static class Applications
{
    private static readonly Guid[] Administrators = [DirectoryRoles.ApplicationAdministrator, DirectoryRoles.CloudApplicationAdministrator, DirectoryRoles.GlobalAdministrator];

    /// <summary>https://learn.microsoft.com/graph/api/resources/application</summary>
    public static readonly EntityType Type = new()
    {
        Name = "application",
        Collection = ApplicationShape.Collection,
        Properties = EntityType.Names("""
            id addIns api appId applicationTemplateId appRoles createdDateTime deletedDateTime description disabledByMicrosoftStatus displayName
            groupMembershipClaims identifierUris info isDeviceOnlyAuthSupported isFallbackPublicClient keyCredentials logo notes
            oauth2RequirePostResponse optionalClaims parentalControlSettings passwordCredentials publicClient publisherDomain
            requiredResourceAccess samlMetadataUrl serviceManagementReference signInAudience spa tags tokenEncryptionKeyId uniqueName
            verifiedPublisher web
            """),
        IsDirectoryObject = true,
        Options = OptionSets.Directory,
        Filterable = EntityType.Names("id appId createdDateTime deletedDateTime displayName description identifierUris notes publisherDomain signInAudience tags uniqueName"),
        Sortable = EntityType.Names("displayName createdDateTime deletedDateTime"),
        SortableInAdvanced = EntityType.Names("displayName createdDateTime deletedDateTime"),
        Searchable = EntityType.Names("displayName description"),
        Complete = ApplicationShape.Fill,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["owners"] = new(Members.Owners, DirectoryObjects.Type, MostItems: 20),
            ["federatedIdentityCredentials"] = new((_, application) => application.Objects(ApplicationShape.Federated)),
        },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("GET", Type.Collection, Requires.Applications, call => Collections.List(call, Type, call.State.Visible(Type.Collection))),
        new("GET", Type.Collection + "/$count", Requires.Applications, call => Collections.Count(call, Type, call.State.Visible(Type.Collection))),
        new("POST", Type.Collection, Requires.ApplicationChanges, call => Create(call, uniqueName: null)),
        .. ForEach("", (path, find) =>
        [
            new("GET", path, Requires.Applications, call => Collections.Single(call, Type, find(call, false))),
            new("PATCH", path, Requires.ApplicationChanges, call => CreatesIfMissing(call) ? Create(call, call.Route["uniqueName"]) : Update(call, Managed(call, find))),
            new("DELETE", path, Requires.ApplicationChanges, call => Delete(call, Managed(call, find))),
        ]),
        .. ForEach("/owners", (path, find) =>
        [
            new("GET", path, Requires.Applications, call => Collections.List(call, DirectoryObjects.Type, Members.Owners(call, find(call, false)))),
        ]),
        .. ApplicationPasswords.Routes,
        .. FederatedCredentials.Routes,
    ];

    /// <summary>The same routes for the object's id and for its two alternate keys.</summary>
    public static IEnumerable<GraphRoute> ForEach(string suffix, Func<string, Func<GraphCall, bool, JsonObject>, IEnumerable<GraphRoute>> routes) =>
    [
        .. routes($"{Type.Collection}/{{id}}{suffix}", (call, forChange) => By(call, "id", call.Id, forChange)),
        .. routes($"{Type.Collection}(appId={{appId}}){suffix}", (call, forChange) => By(call, "appId", call.Route["appId"], forChange)),
        .. routes($"{Type.Collection}(uniqueName={{uniqueName}}){suffix}", (call, forChange) => By(call, "uniqueName", call.Route["uniqueName"], forChange)),
    ];

    /// <summary>The object for a change, which the caller must be allowed to make.</summary>
    public static JsonObject Managed(GraphCall call, Func<GraphCall, bool, JsonObject> find)
    {
        var application = find(call, true);
        var isOwner = Members.Ids(application, "_owners", "owners").Contains(call.Caller.ObjectId, StringComparer.OrdinalIgnoreCase);
        var isAllowed = call.Caller.IsApplication
            ? isOwner || call.Caller.Permissions.Contains("Application.ReadWrite.All") || call.Caller.Permissions.Contains("Directory.ReadWrite.All")
            : isOwner || Administrators.Any(call.Caller.DirectoryRoles.Contains);
        return isAllowed ? application : throw GraphRefusal.Forbidden("Insufficient privileges to complete the operation.");
    }

    public static void Audit(GraphCall call, string activity, string operation, JsonObject application, JsonObject? before = null) =>
        AuditTrail.Write(call, activity, "ApplicationManagement", operation, "Application", application, before);

    private static JsonObject By(GraphCall call, string key, string value, bool forChange)
    {
        var seen = call.State.Visible(Type.Collection).FirstOrDefault(one => one.HasText(key, value)) ?? throw GraphRefusal.DirectoryNotFound(value);
        return forChange ? call.State.FindForChange(Type.Collection, seen.Id())! : seen;
    }

    /// <summary>https://learn.microsoft.com/graph/api/application-upsert</summary>
    private static bool CreatesIfMissing(GraphCall call) =>
        call.Route.TryGetValue("uniqueName", out var name)
        && call.Header("Prefer")?.Contains("create-if-missing", StringComparison.OrdinalIgnoreCase) == true
        && !call.State.All(Type.Collection).Any(one => one.HasText("uniqueName", name));

    /// <summary>https://learn.microsoft.com/graph/api/application-post-applications: the service principal is made apart.</summary>
    private static GraphAnswer Create(GraphCall call, string? uniqueName)
    {
        var created = new JsonObject { ["id"] = Guid.NewGuid().ToString("D"), ["appId"] = Guid.NewGuid().ToString("D"), ["createdDateTime"] = call.Now };
        ApplicationShape.Fill(created);
        if (string.IsNullOrEmpty(call.Body.Text("displayName")))
            throw GraphRefusal.DirectoryBadRequest("A value is required for property 'displayName' of the resource.");
        ApplicationBody.Apply(call, created);
        created["uniqueName"] = uniqueName ?? call.Body.Text("uniqueName");
        created["publisherDomain"] = call.State.All("domains").FirstOrDefault(domain => domain.Flag("isDefault") == true)?.Id();
        created["_owners"] = new JsonArray(call.Caller.ObjectId);
        call.State.Add(Type.Collection, created);
        Audit(call, "Add application", "Add", created);
        return Collections.Created(call, Type, created);
    }

    /// <summary>https://learn.microsoft.com/graph/api/application-update</summary>
    private static GraphAnswer Update(GraphCall call, JsonObject application)
    {
        var changed = application.DeepClone().AsObject();
        ApplicationBody.Apply(call, changed);
        var answer = call.NoContent();
        var before = application.DeepClone().AsObject();
        call.State.Change(application, kept =>
        {
            foreach (var (name, value) in changed)
                kept[name] = value?.DeepClone();
        });
        Audit(call, "Update application", "Update", application, before);
        return answer;
    }

    /// <summary>https://learn.microsoft.com/graph/api/application-delete: its service principal in this tenant goes with it.</summary>
    private static GraphAnswer Delete(GraphCall call, JsonObject application)
    {
        var answer = call.NoContent();
        Bury(call, Type, application);
        if (call.State.All("servicePrincipals").FirstOrDefault(one => one.HasText("appId", application.Text("appId"))) is { } principal)
            Bury(call, ServicePrincipals.Type, principal);
        Audit(call, "Delete application", "Delete", application);
        return answer;
    }

    private static void Bury(GraphCall call, EntityType type, JsonObject item)
    {
        call.State.All(type.Collection).Remove(item);
        item["deletedDateTime"] = call.Now;
        call.State.Add("directory/deletedItems", Members.Typed(item, type.Name));
    }
}
