using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>GDAP, in the partner's tenant (https://learn.microsoft.com/graph/api/resources/delegatedadminrelationships-api-overview).</summary>
internal static class PartnerRelationships
{
    private static readonly EntityType Customer = new()
    {
        Name = "delegatedAdminCustomer",
        Collection = "tenantRelationships/delegatedAdminCustomers",
        Properties = EntityType.Names("id displayName tenantId"),
        Options = OptionSets.Partner,
        LargestPage = 300,
    };

    private static readonly EntityType Relationship = new()
    {
        Name = "delegatedAdminRelationship",
        Collection = "tenantRelationships/delegatedAdminRelationships",
        Properties = EntityType.Names("id accessDetails activatedDateTime autoExtendDuration createdDateTime customer displayName duration endDateTime lastModifiedDateTime status"),
        Options = EntityType.Names("select filter top orderby count skiptoken expand"),
        LargestPage = 300,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["accessAssignments"] = new(Assignments),
        },
    };

    private static readonly EntityType AccessAssignment = new()
    {
        Name = "delegatedAdminAccessAssignment",
        Collection = "tenantRelationships/delegatedAdminRelationships/accessAssignments",
        Properties = EntityType.Names("id accessContainer accessDetails createdDateTime lastModifiedDateTime status"),
        Options = OptionSets.Partner,
        LargestPage = 300,
    };

    /// <summary>https://learn.microsoft.com/graph/api/delegatedadminrelationship-list-accessassignments</summary>
    private const string Context = "tenantRelationships/accessAssignments";

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Customer, Requires.PartnerCustomers),
        .. TenantResources.Readable(Relationship, Requires.PartnerCustomers),
        new("GET", Relationship.Collection + "/{id}/accessAssignments", Requires.PartnerCustomers, call => Collections.List(call, AccessAssignment, Assignments(call, TenantResources.Required(call, Relationship)), Context)),
        new("GET", Relationship.Collection + "/{id}/accessAssignments/{assignment}", Requires.PartnerCustomers, call => Collections.Single(call, AccessAssignment, Assignment(call), Context)),
    ];

    private static JsonObject Assignment(GraphCall call) =>
        Assignments(call, TenantResources.Required(call, Relationship)).FirstOrDefault(one => one.HasText("id", call.Route["assignment"])) ?? throw GraphRefusal.DirectoryNotFound(call.Route["assignment"]);

    private static IEnumerable<JsonObject> Assignments(GraphCall call, JsonObject relationship) => relationship.Objects(TenantObjects.AccessAssignments);
}
