using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Tenants;

internal sealed class TenantStore(PortalDatabase database) : ITenantStore
{
    public Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Tenant>>(
            async context =>
            {
                var rows = await context.Tenants.AsNoTracking().ToListAsync(cancellationToken);

                // The two databases sort names differently (and SQLite by bytes); people get one order.
                return [.. rows.Select(ToTenant).OrderBy(tenant => tenant.DisplayName, StringComparer.InvariantCultureIgnoreCase).ThenBy(tenant => tenant.Id)];
            },
            cancellationToken);

    public Task<Tenant?> FindAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var row = await context.Tenants.AsNoTracking().SingleOrDefaultAsync(tenant => tenant.TenantId == tenantId, cancellationToken);
                return row is null ? null : ToTenant(row);
            },
            cancellationToken);

    public Task UpsertAsync(IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken) =>
        tenants.Count == 0
            ? Task.CompletedTask
            : database.WriteRepeatableAsync(context => UpsertAsync(context, tenants, cancellationToken), cancellationToken);

    private static async Task<int> UpsertAsync(PortalDbContext context, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken)
    {
        // A list of customers comes as a whole, so reading all rows once is cheaper than a lookup for each.
        var known = tenants.Count == 1
            ? await context.Tenants.Where(row => row.TenantId == tenants.First().Id).ToDictionaryAsync(row => row.TenantId, cancellationToken)
            : await context.Tenants.ToDictionaryAsync(row => row.TenantId, cancellationToken);

        foreach (var tenant in tenants)
        {
            if (!known.TryGetValue(tenant.Id, out var row))
            {
                row = new TenantRow { TenantId = tenant.Id, DisplayName = tenant.DisplayName, Roles = "[]" };
                context.Tenants.Add(row);
                known.Add(tenant.Id, row);
            }

            row.DisplayName = tenant.DisplayName;

            // A list of customers does not know domains; what was once read in the tenant itself stays.
            row.DefaultDomain = tenant.DefaultDomain ?? row.DefaultDomain;
            row.Relationship = tenant.Relationship.Kind;
            row.Active = tenant.Relationship.Active;
            row.EndsAt = tenant.Relationship.EndsAt;
            row.PartnerTenantId = tenant.Relationship.PartnerTenantId;
            row.Roles = StoredJson.Write(tenant.Relationship.Roles);
        }

        return await context.SaveChangesAsync(cancellationToken);
    }

    private static Tenant ToTenant(TenantRow row) => new(
        row.TenantId,
        row.DisplayName,
        row.DefaultDomain,
        new TenantRelationship(row.Relationship, row.Active, row.EndsAt, row.PartnerTenantId, StoredJson.Read<IReadOnlyList<Guid>>(row.Roles)));
}
