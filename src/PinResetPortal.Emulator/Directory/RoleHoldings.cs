using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>Which directory roles a person holds in a tenant: by role membership at home, by GDAP in a customer's tenant.</summary>
internal sealed class RoleHoldings(EmulatorState state)
{
    /// <returns>Role template ids; empty in a tenant that the person has no way into.</returns>
    public IReadOnlySet<Guid> Of(EntraUser user, EmulatedTenant tenant) =>
        user.HomeTenantId == tenant.Id ? AtHome(user, tenant) : ByGdap(user, tenant);

    /// <summary>Whether the person may get tokens for the tenant at all.</summary>
    public bool BelongsTo(EntraUser user, EmulatedTenant tenant) => user.HomeTenantId == tenant.Id || ByGdap(user, tenant).Count > 0;

    /// <summary>The groups of a tenant that contain a principal, directly or through other groups.</summary>
    public static IReadOnlySet<string> GroupsOf(EmulatedTenant tenant, string objectId) => tenant.Read(all =>
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var groups = all.GetValueOrDefault(TenantObjects.Groups) ?? [];
        var queue = new Queue<string>([objectId]);
        while (queue.TryDequeue(out var member))
        {
            foreach (var group in groups.Where(group => HasMember(group, member)).Select(group => group.Text("id")).OfType<string>().Where(found.Add))
            {
                queue.Enqueue(group);
            }
        }

        return (IReadOnlySet<string>)found;
    });

    private static HashSet<Guid> AtHome(EntraUser user, EmulatedTenant tenant)
    {
        var principals = GroupsOf(tenant, user.ObjectId).Append(user.ObjectId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tenant.Read(all => (all.GetValueOrDefault(TenantObjects.DirectoryRoles) ?? [])
            .Where(role => role.Texts(TenantObjects.Members).Any(principals.Contains))
            .Select(role => Guid.TryParse(role.Text("roleTemplateId"), out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty)
            .ToHashSet());
    }

    private HashSet<Guid> ByGdap(EntraUser user, EmulatedTenant customer)
    {
        if (state.Find(user.HomeTenantId) is not { } partner)
        {
            return [];
        }

        var groups = GroupsOf(partner, user.ObjectId);
        var now = state.Time.GetUtcNow();
        return partner.Read(all => (all.GetValueOrDefault(TenantObjects.Relationships) ?? [])
            .Where(relationship => IsActive(relationship, customer.Id, now))
            .SelectMany(relationship => Roles(relationship["accessDetails"])
                .Intersect(relationship.Items(TenantObjects.AccessAssignments)
                    .Where(assignment => assignment?["accessContainer"].Text("accessContainerId") is { } group && groups.Contains(group))
                    .SelectMany(assignment => Roles(assignment!["accessDetails"]))))
            .ToHashSet());
    }

    private static bool IsActive(JsonObject relationship, Guid customer, DateTimeOffset now) =>
        relationship.Is("status", "active")
        && relationship["customer"].Is("tenantId", customer.ToString("D"))
        && (!DateTimeOffset.TryParse(relationship.Text("endDateTime"), System.Globalization.CultureInfo.InvariantCulture, out var end) || end > now);

    private static IEnumerable<Guid> Roles(JsonNode? accessDetails) =>
        accessDetails.Items("unifiedRoles").Select(role => Guid.TryParse(role.Text("roleDefinitionId"), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);

    private static bool HasMember(JsonObject group, string member) =>
        group.Texts(TenantObjects.Members).Contains(member, StringComparer.OrdinalIgnoreCase);
}
