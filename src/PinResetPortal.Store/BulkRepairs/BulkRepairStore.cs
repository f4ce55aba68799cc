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

    public Task<BulkRepair?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.BulkRepairs.AsNoTracking().SingleOrDefaultAsync(bulk => bulk.Id == id, cancellationToken))?.ToBulkRepair(),
            cancellationToken);

    public Task<IReadOnlyList<BulkRepair>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<BulkRepair>>(
            async context =>
            {
                var rows = await context.BulkRepairs.AsNoTracking()
                    .Where(bulk => bulk.HomeTenantId == homeTenantId)
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

    public Task<IReadOnlyList<BulkRepairItem>> ItemsAsync(Guid id, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BulkRepairItem>>(
            async context =>
            {
                var items = context.BulkRepairItems.AsNoTracking().Where(item => item.BulkRepairId == id && (state == null || item.State == state));
                var rows = await (from item in items
                                  join tenant in context.Tenants on item.TenantId equals tenant.TenantId into tenants
                                  from tenant in tenants.DefaultIfEmpty()
                                  orderby tenant.DisplayName, item.TenantId
                                  select new { item, Name = (string?)tenant.DisplayName }).Skip(skip).Take(take).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.item.ToItem(row.Name))];
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<BulkRepairItemState, int>> CountAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<BulkRepairItemState, int>>(
            async context => await context.BulkRepairItems
                .Where(item => item.BulkRepairId == id)
                .GroupBy(item => item.State)
                .Select(group => new { State = group.Key, Count = group.Count() })
                .ToDictionaryAsync(group => group.State, group => group.Count, cancellationToken),
            cancellationToken);

    public async Task<BulkRepair?> TrySaveAsync(BulkRepair bulk, CancellationToken cancellationToken)
    {
        var saved = bulk with { Revision = bulk.Revision + 1 };
        try
        {
            await database.WriteAsync(
                context =>
                {
                    var entry = context.BulkRepairs.Update(BulkRepairRow.From(saved));
                    entry.Property(row => row.Revision).OriginalValue = bulk.Revision;
                    return context.SaveChangesAsync(cancellationToken);
                },
                cancellationToken);
            return saved;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
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
}
