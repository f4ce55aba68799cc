using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Tenants;

internal sealed class TenantStore(PortalDatabase database) : ITenantStore
{
    public Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Tenant>>(
            async context =>
            {
                var rows = await context.Tenants.AsNoTracking().ToListAsync(cancellationToken);

                // The two databases sort names differently (and SQLite by bytes); people get one order.
                return [.. rows.Select(row => row.ToTenant()).OrderBy(tenant => tenant.DisplayName, StringComparer.InvariantCultureIgnoreCase).ThenBy(tenant => tenant.Id)];
            },
            cancellationToken);

    public Task<Tenant?> FindAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var row = await context.Tenants.AsNoTracking().SingleOrDefaultAsync(tenant => tenant.TenantId == tenantId, cancellationToken);
                return row?.ToTenant();
            },
            cancellationToken);

    public Task UpsertAsync(IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken) =>
        tenants.Count == 0
            ? Task.CompletedTask
            : database.WriteRepeatableAsync(
                async context =>
                {
                    await TenantWriting.UpsertAsync(context, tenants, keepCustomers: false, cancellationToken);
                    return await context.SaveChangesAsync(cancellationToken);
                },
                cancellationToken);

    public Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var known = await context.Tenants.AsTracking().ToDictionaryAsync(row => row.TenantId, cancellationToken);
                var taken = customers.Where(customer => customer.Relationship.Active || known.GetValueOrDefault(customer.Id)?.Relationship != RelationshipKind.Direct).ToList();
                await TenantWriting.UpsertAsync(context, taken, keepCustomers: false, cancellationToken);
                var listed = customers.Select(customer => customer.Id).ToHashSet();
                foreach (var row in known.Values.Where(row => row.Relationship == RelationshipKind.Gdap && row.PartnerTenantId == partnerTenantId && !listed.Contains(row.TenantId)))
                {
                    (row.Listed, row.Active) = (false, false);
                }

                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<bool> RemoveAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        database.WriteAsync(async context => await context.Tenants.Where(row => row.TenantId == tenantId).ExecuteDeleteAsync(cancellationToken) > 0, cancellationToken);

    public Task SetTagsAsync(Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                if (await context.Tenants.AsTracking().SingleOrDefaultAsync(row => row.TenantId == tenant.Id, cancellationToken) is not { } row)
                {
                    row = new TenantRow { TenantId = tenant.Id, DisplayName = tenant.DisplayName, Roles = "[]" };
                    row.Take(tenant);
                    context.Tenants.Add(row);
                }

                row.Tags = StoredJson.Write(tags);
                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
}
