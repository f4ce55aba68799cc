using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Tenants;

internal sealed class TenantStore(PortalDatabase database) : ITenantStore
{
    public Task<IReadOnlyList<Tenant>> ListAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Tenant>>(
            async context =>
            {
                var rows = await context.Tenants.AsNoTracking().Of(homeTenantId).ToListAsync(cancellationToken);

                // The two databases sort names differently (and SQLite by bytes); people get one order.
                return [.. rows.Select(row => row.ToTenant()).OrderBy(tenant => tenant.DisplayName, StringComparer.InvariantCultureIgnoreCase).ThenBy(tenant => tenant.Id)];
            },
            cancellationToken);

    public Task<Tenant?> FindAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var row = await context.Tenants.AsNoTracking().Of(key).SingleOrDefaultAsync(cancellationToken);
                return row?.ToTenant();
            },
            cancellationToken);

    public Task<IReadOnlyList<TenantId>> HomesOfAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TenantId>>(
            async context => await context.Tenants.Where(row => row.TenantId == tenantId).Select(row => row.HomeTenantId).ToListAsync(cancellationToken),
            cancellationToken);

    public Task UpsertAsync(TenantId homeTenantId, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken) =>
        tenants.Count == 0
            ? Task.CompletedTask
            : database.WriteRepeatableAsync(
                async context =>
                {
                    await TenantWriting.UpsertAsync(context, homeTenantId, tenants, cancellationToken);
                    return await context.SaveChangesAsync(cancellationToken);
                },
                cancellationToken);

    public Task LearnAsync(TenantId homeTenantId, Tenant tenant, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                await TenantWriting.LearnAsync(context, homeTenantId, [tenant], cancellationToken);
                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var known = await context.Tenants.AsTracking().Of(partnerTenantId).ToDictionaryAsync(row => row.TenantId, cancellationToken);
                var gone = await OffboardedCustomers.AmongAsync(context, partnerTenantId, [.. customers.Select(customer => customer.Id).Where(id => !known.ContainsKey(id))], cancellationToken);
                var taken = customers
                    .Where(customer => !gone.Contains(customer.Id))
                    .Where(customer => customer.Relationship.Active || known.GetValueOrDefault(customer.Id)?.Relationship != RelationshipKind.Direct)
                    .Where(customer => customer.Id != partnerTenantId)
                    .ToList();
                await TenantWriting.UpsertAsync(context, partnerTenantId, taken, cancellationToken);
                var listed = customers.Select(customer => customer.Id).ToHashSet();
                foreach (var row in known.Values.Where(row => row.Relationship == RelationshipKind.Gdap && !listed.Contains(row.TenantId)))
                {
                    (row.Listed, row.Active) = (false, false);
                }

                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<bool> RemoveAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.WriteAsync(async context => await context.Tenants.Of(key).ExecuteDeleteAsync(cancellationToken) > 0, cancellationToken);

    public Task SetTagsAsync(TenantId homeTenantId, Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var key = new TenantKey(homeTenantId, tenant.Id);
                if (await context.Tenants.AsTracking().Of(key).SingleOrDefaultAsync(cancellationToken) is not { } row)
                {
                    await TenantWriting.UpsertAsync(context, homeTenantId, [tenant], cancellationToken);
                    row = context.Tenants.Local.Single(added => added.HomeTenantId == homeTenantId && added.TenantId == tenant.Id);
                }

                row.Tags = StoredJson.Write(tags);
                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task ConfirmAppOnlyAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context => context.Tenants.Of(key).ExecuteUpdateAsync(set => set.SetProperty(row => row.AppOnlyConfirmed, true), cancellationToken),
            cancellationToken);
}
