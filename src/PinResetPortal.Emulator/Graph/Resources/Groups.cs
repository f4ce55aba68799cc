using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

internal static class Groups
{
    /// <summary>https://learn.microsoft.com/graph/api/resources/group</summary>
    public static readonly EntityType Type = new()
    {
        Name = "group",
        Collection = "groups",
        Properties = EntityType.Names("""
            id assignedLabels assignedLicenses classification createdDateTime creationOptions deletedDateTime description displayName expirationDateTime
            groupTypes hasMembersWithLicenseErrors isAssignableToRole isManagementRestricted licenseProcessingState mail mailEnabled mailNickname
            membershipRule membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName
            onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation
            preferredLanguage proxyAddresses renewedDateTime resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier
            serviceProvisioningErrors theme uniqueName visibility
            """),
        IsDirectoryObject = true,
        Options = OptionSets.Directory,
        Sortable = EntityType.Names("displayName deletedDateTime"),
        SortableInAdvanced = EntityType.Names("deletedDateTime"),
        Searchable = EntityType.Names("displayName description mail mailNickname"),
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["members"] = new(Members.Direct, DirectoryObjects.Type, MostItems: 20),
            ["owners"] = new(Members.Owners, DirectoryObjects.Type, MostItems: 20),
            ["transitiveMembers"] = new(Members.Transitive, DirectoryObjects.Type, MostItems: 20),
        },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("GET", "groups", Requires.Groups, call => Collections.List(call, Type, call.State.Visible("groups"))),
        new("GET", "groups/$count", Requires.Groups, call => Collections.Count(call, Type, call.State.Visible("groups"))),
        new("GET", "groups/{id}", Requires.Groups, call => Collections.Single(call, Type, TenantResources.Required(call, Type))),
        .. Related("members", Members.Direct),
        .. Related("transitiveMembers", Members.Transitive),
        .. Related("owners", Members.Owners),
        new("GET", "groups/{id}/transitiveMemberOf", Requires.Groups, call => Collections.List(call, DirectoryObjects.Type, Members.MembershipsOf(call, TenantResources.Required(call, Type).Id(), transitive: true))),
    ];

    private static IEnumerable<GraphRoute> Related(string name, Func<GraphCall, JsonObject, IEnumerable<JsonObject>> read)
    {
        IEnumerable<JsonObject> All(GraphCall call) => read(call, TenantResources.Required(call, Type));
        var path = "groups/{id}/" + name;
        yield return new("GET", path, Requires.Groups, call => Collections.List(call, DirectoryObjects.Type, All(call)));
        yield return new("GET", path + "/$count", Requires.Groups, call => Collections.Count(call, DirectoryObjects.Type, All(call)));
        foreach (var type in new[] { Type, Users.Type, DirectoryObjects.Device, ServicePrincipals.Type })
        {
            var cast = $"{path}/microsoft.graph.{type.Name}";
            yield return new("GET", cast, Requires.Groups, call => Collections.List(call, type, All(call).Where(m => Members.IsOf(m, type.Name))));
            yield return new("GET", cast + "/$count", Requires.Groups, call => Collections.Count(call, type, All(call).Where(m => Members.IsOf(m, type.Name))));
        }
    }
}
