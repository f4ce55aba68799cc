using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Store.BulkRepairs;

internal sealed class BulkRepairStore(PortalDatabase database) : IBulkRepairStore
{
    public Task AddAsync(BulkRepair bulk, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context =>
            {
                context.BulkRepairs.Add(BulkRepairRow.From(bulk));
                context.BulkRepairItems.AddRange(tenants.Select(tenant => new BulkRepairItemRow { BulkRepairId = bulk.Id, TenantId = tenant, State = BulkRepairItemState.Unplanned }));
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<BulkRepair?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.BulkRepairs.AsNoTracking().Of(homeTenantId).SingleOrDefaultAsync(bulk => bulk.Id == id, cancellationToken))?.ToBulkRepair(),
            cancellationToken);

    public Task<IReadOnlyList<BulkRepair>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<BulkRepair>>(
            async context =>
            {
                var rows = await context.BulkRepairs.AsNoTracking()
                    .Of(homeTenantId)
                    .OrderByDescending(bulk => bulk.CreatedAt).ThenBy(bulk => bulk.Id)
                    .Take(limit)
                    .ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToBulkRepair())];
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<BulkRepair>> ListWorkingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BulkRepair>>(
            async context =>
            {
                var rows = await context.BulkRepairs.AsNoTracking()
                    .Where(bulk => bulk.State == BulkRepairState.Planning || bulk.State == BulkRepairState.Running)
                    .OrderBy(bulk => bulk.CreatedAt).ThenBy(bulk => bulk.Id)
                    .ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToBulkRepair())];
            },
            cancellationToken);

    public Task<IReadOnlyList<BulkRepairItem>> ItemsAsync(TenantId homeTenantId, Guid id, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BulkRepairItem>>(
            async context =>
            {
                var items = ItemsOf(context, homeTenantId, id).AsNoTracking().Where(item => state == null || item.State == state);
                var rows = await (from item in items
                                  join tenant in context.Tenants.Of(homeTenantId) on item.TenantId equals tenant.TenantId into tenants
                                  from tenant in tenants.DefaultIfEmpty()
                                  orderby tenant.DisplayName, item.TenantId
                                  select new { item, Name = (string?)tenant.DisplayName }).Skip(skip).Take(take).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.item.ToItem(row.Name))];
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<BulkRepairItemState, int>> CountAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<BulkRepairItemState, int>>(
            async context => await ItemsOf(context, homeTenantId, id)
                .GroupBy(item => item.State)
                .Select(group => new { State = group.Key, Count = group.Count() })
                .ToDictionaryAsync(group => group.State, group => group.Count, cancellationToken),
            cancellationToken);

    public async Task<BulkRepair?> TrySaveAsync(BulkRepair bulk, CancellationToken cancellationToken)
    {
        var saved = bulk with { Revision = bulk.Revision + 1 };
        return await database.TryUpdateAsync(BulkRepairRow.From(saved), entry => entry.Property(row => row.Revision).OriginalValue = bulk.Revision, cancellationToken) ? saved : null;
    }

    public Task TouchAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context => context.BulkRepairs
                .Where(bulk => ids.Contains(bulk.Id) && (bulk.State == BulkRepairState.Planning || bulk.State == BulkRepairState.Running))
                .ExecuteUpdateAsync(set => set.SetProperty(bulk => bulk.UpdatedAt, now), cancellationToken),
            cancellationToken);

    public Task SaveItemAsync(BulkRepairItem item, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context =>
            {
                context.BulkRepairItems.Update(BulkRepairItemRow.From(item));
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    private static IQueryable<BulkRepairItemRow> ItemsOf(PortalDbContext context, TenantId homeTenantId, Guid id) =>
        context.BulkRepairItems.Where(item => item.BulkRepairId == id && context.BulkRepairs.Any(bulk => bulk.Id == id && bulk.HomeTenantId == homeTenantId));
}
