using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Offboarding;

namespace PinResetPortal.Store.Tenants;

/// <summary>
/// Knows every table that says something about a tenant; a test over the model fails for one that is not named here. What is exported is what
/// is deleted: both come from the one list.
/// </summary>
internal sealed class OffboardingStore(PortalDatabase database) : IOffboardingStore
{
    private static readonly IReadOnlyList<TenantRows> _tables =
    [
        TenantRows.Of((context, key) => context.ReadinessAnswers.Of(key)),
        TenantRows.Of((context, key) => context.ReadinessMarks.Of(key)),
        TenantRows.Of((context, key) => context.CheckChanges.Of(key)),
        TenantRows.Of((context, key) => context.Operations.Of(key)),
        TenantRows.Of((context, key) => context.Deployments.Of(key)),
        TenantRows.Of(ScanItems),
        TenantRows.Of(BulkItems),
        TenantRows.Of((context, key) =>
        {
            var bulk = context.BulkRepairs.Of(key.Home);
            var tenant = key.Tenant;
            return context.BulkRepairPlans.Where(plan => plan.TenantId == tenant && bulk.Any(repair => repair.Id == plan.BulkRepairId));
        }),
        TenantRows.Of((context, key) =>
        {
            var id = key.Tenant.ToString();
            return context.Deliveries.Of(key.Home).Where(delivery => delivery.Document.Contains(id));
        }),
        TenantRows.Of((context, key) =>
        {
            var id = key.Tenant.ToString();
            return context.NotificationsTold.Of(key.Home).Where(told => told.Subject.Contains(id));
        }),
        // Tokens of the portal itself for the tenant: their key names it. They are nobody's; another home tenant goes on with them.
        TenantRows.Of(
            (context, key) =>
            {
                var (home, tenant) = key;
                var id = tenant.ToString();
                return context.TokenCache.Where(token => token.Key.Contains(id) && !context.Tenants.Any(other => other.TenantId == tenant && other.HomeTenantId != home));
            },
            isSecret: true),
        TenantRows.Of((context, key) => context.Tenants.Of(key)),
    ];

    public Task<IReadOnlyList<StoredTable>> ReadAsync(TenantKey key, CancellationToken cancellationToken) => database.ReadSnapshotAsync<IReadOnlyList<StoredTable>>(
        async context =>
        {
            var tables = new List<StoredTable>();
            foreach (var table in _tables.Where(table => !table.IsSecret))
            {
                tables.Add(new(table.NameIn(context), await table.ReadAsync(context, key, cancellationToken)));
            }

            return tables;
        },
        cancellationToken);

    public Task<IReadOnlyDictionary<string, int>> CountAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(context => EachAsync(context, table => table.CountAsync(context, key, cancellationToken)), cancellationToken);

    public Task<UnfinishedWork?> FindUnfinishedAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(context => UnfinishedAsync(context, key, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<string, int>?> DeleteAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync<IReadOnlyDictionary<string, int>?>(
            async context => await UnfinishedAsync(context, key, cancellationToken) is not null
                ? null
                : await EachAsync(context, table => table.DeleteAsync(context, key, cancellationToken)),
            cancellationToken);

    private static async Task<IReadOnlyDictionary<string, int>> EachAsync(PortalDbContext context, Func<TenantRows, Task<int>> count)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in _tables)
        {
            if (await count(table) is > 0 and var rows)
            {
                counts.Add(table.NameIn(context), rows);
            }
        }

        return counts;
    }

    private static async Task<UnfinishedWork?> UnfinishedAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken)
    {
        var scans = context.Scans.Unfinished();
        var bulk = context.BulkRepairs.Unfinished();
        return await context.Operations.Of(key).Unfinished().AnyAsync(cancellationToken) ? UnfinishedWork.Run
            : await BulkItems(context, key).AnyAsync(item => bulk.Any(repair => repair.Id == item.BulkRepairId), cancellationToken) ? UnfinishedWork.BulkRepair
            : await ScanItems(context, key).AnyAsync(item => scans.Any(scan => scan.Id == item.ScanId), cancellationToken) ? UnfinishedWork.Scan
            : null;
    }

    private static IQueryable<ScanItemRow> ScanItems(PortalDbContext context, TenantKey key)
    {
        var scans = context.Scans.Of(key.Home);
        var tenant = key.Tenant;
        return context.ScanItems.Where(item => item.TenantId == tenant && scans.Any(scan => scan.Id == item.ScanId));
    }

    private static IQueryable<BulkRepairItemRow> BulkItems(PortalDbContext context, TenantKey key)
    {
        var bulk = context.BulkRepairs.Of(key.Home);
        var tenant = key.Tenant;
        return context.BulkRepairItems.Where(item => item.TenantId == tenant && bulk.Any(repair => repair.Id == item.BulkRepairId));
    }
}
