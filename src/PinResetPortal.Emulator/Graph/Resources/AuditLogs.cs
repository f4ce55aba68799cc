using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

internal static class AuditLogs
{
    /// <summary>https://learn.microsoft.com/graph/api/resources/signin</summary>
    private static readonly EntityType SignIn = new()
    {
        Name = "signIn",
        Collection = "auditLogs/signIns",
        Properties = EntityType.Names("""
            id appDisplayName appId appliedConditionalAccessPolicies clientAppUsed conditionalAccessStatus correlationId createdDateTime deviceDetail
            ipAddress isInteractive location resourceDisplayName resourceId riskDetail riskEventTypes riskEventTypes_v2 riskLevelAggregated
            riskLevelDuringSignIn riskState status userDisplayName userId userPrincipalName
            """),
        Options = OptionSets.Reports,
        Filterable = EntityType.Names("""
            id appId appDisplayName createdDateTime userId userDisplayName userPrincipalName status ipAddress location deviceDetail clientAppUsed
            correlationId conditionalAccessStatus resourceId resourceDisplayName riskState riskLevelAggregated riskLevelDuringSignIn riskDetail riskEventTypes
            riskEventTypes_v2 signInEventTypes
            """),
        Sortable = EntityType.Names("createdDateTime"),
        PageSize = 1000,
        LargestPage = 1000,
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/directoryaudit</summary>
    private static readonly EntityType DirectoryAudit = new()
    {
        Name = "directoryAudit",
        Collection = "auditLogs/directoryAudits",
        Properties = EntityType.Names("id activityDateTime activityDisplayName additionalDetails category correlationId initiatedBy loggedByService operationType result resultReason targetResources userAgent"),
        Options = OptionSets.Reports,
        Filterable = EntityType.Names("id activityDateTime activityDisplayName category correlationId initiatedBy loggedByService operationType result targetResources"),
        Sortable = EntityType.Names("activityDateTime"),
        PageSize = 1000,
        LargestPage = 1000,
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. NewestFirst(SignIn, Requires.SignIns, "createdDateTime"),
        .. NewestFirst(DirectoryAudit, Requires.DirectoryAudits, "activityDateTime"),
    ];

    private static IEnumerable<GraphRoute> NewestFirst(EntityType type, Requirement requirement, string time) =>
    [
        new("GET", type.Collection, requirement, call => Collections.List(call, type, call.State.Visible(type.Collection).OrderByDescending(o => o.Text(time), StringComparer.Ordinal))),
        new("GET", type.Collection + "/{id}", requirement, call => Collections.Single(call, type, TenantResources.Required(call, type))),
    ];
}
