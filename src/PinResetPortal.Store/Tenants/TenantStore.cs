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
}
