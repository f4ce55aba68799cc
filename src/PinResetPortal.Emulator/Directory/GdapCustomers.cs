using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>
/// A customer in the partner's tenant, with one relationship
/// (https://learn.microsoft.com/graph/api/resources/delegatedadminrelationships-api-overview).
/// </summary>
internal static class GdapCustomers
{
    public static readonly string EngineersGroupId = StableId.Text(RegisteredApps.PartnerTenantId, "group", "GDAP Engineers");

    /// <summary>Who works with Partner Center for customers (https://learn.microsoft.com/partner-center/permissions-overview).</summary>
    public static readonly string AdminAgentsGroupId = StableId.Text(RegisteredApps.PartnerTenantId, "group", "AdminAgents");

    public static readonly string HelpdeskGroupId = StableId.Text(RegisteredApps.PartnerTenantId, "group", "GDAP Helpdesk");

    /// <summary>What the portal's features need, see its README.</summary>
    public static readonly IReadOnlyList<Guid> AllRoles =
    [
        RoleTemplates.ApplicationAdministrator,
        RoleTemplates.CloudApplicationAdministrator,
        RoleTemplates.PrivilegedRoleAdministrator,
        RoleTemplates.IntuneAdministrator,
        RoleTemplates.GlobalReader,
        RoleTemplates.DirectoryReaders,
        RoleTemplates.HelpdeskAdministrator,
        RoleTemplates.ReportsReader,
        RoleTemplates.SecurityReader,
    ];

    private static readonly IReadOnlyList<Guid> _helpdeskRoles =
        [RoleTemplates.GlobalReader, RoleTemplates.DirectoryReaders, RoleTemplates.HelpdeskAdministrator];

    /// <param name="endsInDays">When the relationship ends.</param>
    /// <param name="autoExtends">Whether it extends itself then, by the only time there is: 180 days.</param>
    public static void Add(EmulatorState state, EmulatedTenant customer, IReadOnlyList<Guid> roles, int endsInDays = 640, bool autoExtends = false)
    {
        if (state.Find(RegisteredApps.PartnerTenantId) is not { } partner || partner.Id == customer.Id)
        {
            return;
        }

        var id = customer.Id.ToString("D");
        var now = state.Time.GetUtcNow();
        partner.Add(TenantObjects.Customers, new JsonObject
        {
            ["id"] = id,
            ["tenantId"] = id,
            ["displayName"] = customer.DisplayName,
        });
        partner.Add(TenantObjects.Relationships, new JsonObject
        {
            ["@odata.etag"] = "W/\"" + StableId.Text(id, "etag") + "\"",
            ["id"] = $"{StableId.Text(id, "relationship")}-{StableId.Text(id, "relationship", 2)}",
            ["displayName"] = $"Fabrikam managed services for {customer.DisplayName}",
            ["duration"] = "P730D",
            ["autoExtendDuration"] = autoExtends ? "P180D" : "PT0S",
            ["status"] = "active",
            ["createdDateTime"] = Stamp(now.AddDays(-90)),
            ["activatedDateTime"] = Stamp(now.AddDays(-89)),
            ["lastModifiedDateTime"] = Stamp(now.AddDays(-89)),
            ["endDateTime"] = Stamp(now.AddDays(endsInDays)),
            ["customer"] = new JsonObject { ["tenantId"] = id, ["displayName"] = customer.DisplayName },
            ["accessDetails"] = RoleList(roles),
            [TenantObjects.AccessAssignments] = new JsonArray(
                Assignment(id, EngineersGroupId, roles, now), Assignment(id, HelpdeskGroupId, roles.Intersect(_helpdeskRoles), now)),
        });
        partner.Add(TenantObjects.Contracts, new JsonObject
        {
            ["id"] = StableId.Text(id, "contract"),
            ["contractType"] = "SyndicationPartner",
            ["customerId"] = id,
            ["defaultDomainName"] = customer.DefaultDomain(),
            ["displayName"] = customer.DisplayName,
        });
    }

    public static void Remove(EmulatorState state, Guid customerId)
    {
        if (state.Find(RegisteredApps.PartnerTenantId) is not { } partner)
        {
            return;
        }

        var id = customerId.ToString("D");
        partner.Change(TenantObjects.Customers, list => list.RemoveAll(customer => customer.Is("tenantId", id)));
        partner.Change(TenantObjects.Relationships, list => list.RemoveAll(relationship => relationship["customer"].Is("tenantId", id)));
        partner.Change(TenantObjects.Contracts, list => list.RemoveAll(contract => contract.Is("customerId", id)));
    }

    /// <returns>False when the tenant is no customer.</returns>
    public static bool Expire(EmulatorState state, Guid customerId)
    {
        if (state.Find(RegisteredApps.PartnerTenantId) is not { } partner)
        {
            return false;
        }

        var found = false;
        var yesterday = Stamp(state.Time.GetUtcNow().AddDays(-1));
        partner.Change(TenantObjects.Relationships, list =>
        {
            foreach (var relationship in list.Where(relationship => relationship["customer"].Is("tenantId", customerId.ToString("D"))))
            {
                relationship["status"] = "expired";
                relationship["endDateTime"] = yesterday;
                relationship["lastModifiedDateTime"] = yesterday;
                found = true;
            }
        });
        return found;
    }

    private static JsonObject Assignment(string customerId, string groupId, IEnumerable<Guid> roles, DateTimeOffset now) => new()
    {
        ["@odata.etag"] = "W/\"" + StableId.Text(customerId, "access etag", groupId) + "\"",
        ["id"] = StableId.Text(customerId, "access", groupId),
        ["status"] = "active",
        ["createdDateTime"] = Stamp(now.AddDays(-89)),
        ["lastModifiedDateTime"] = Stamp(now.AddDays(-89)),
        ["accessContainer"] = new JsonObject { ["accessContainerId"] = groupId, ["accessContainerType"] = "securityGroup" },
        ["accessDetails"] = RoleList(roles),
    };

    private static JsonObject RoleList(IEnumerable<Guid> roles) => new()
    {
        ["unifiedRoles"] = new JsonArray([.. roles.Select(role => (JsonNode)new JsonObject { ["roleDefinitionId"] = role.ToString("D") })]),
    };

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
