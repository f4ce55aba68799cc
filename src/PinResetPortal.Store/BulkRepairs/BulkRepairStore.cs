using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Operations;

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

    public Task<IReadOnlyDictionary<BulkRepairState, int>> CountUnfinishedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<BulkRepairState, int>>(
            async context => await context.BulkRepairs.Unfinished()
                .GroupBy(bulk => bulk.State)
                .Select(same => new { State = same.Key, Count = same.Count() })
                .ToDictionaryAsync(same => same.State, same => same.Count, cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<BulkRepairItem>> ItemsAsync(TenantId homeTenantId, Guid id, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken) =>
        database.ReadAsync(context => ListAsync(context, homeTenantId, Among(context, ItemsOf(context, homeTenantId, id), state), skip, take, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<BulkRepairItem>> WaitingAsync(TenantId homeTenantId, Guid id, bool pilot, int take, CancellationToken cancellationToken) =>
        database.ReadAsync(
            context => ListAsync(
                context, homeTenantId, ItemsOf(context, homeTenantId, id).Where(item => item.State == BulkRepairItemState.Planned && item.OperationId == null && (!pilot || item.IsPilot)), 0, take, cancellationToken),
            cancellationToken);

    public Task<IReadOnlyDictionary<BulkRepairItemState, int>> CountAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<BulkRepairItemState, int>>(
            async context =>
            {
                var rows = await (from item in ItemsOf(context, homeTenantId, id)
                                  join run in context.Operations on item.OperationId equals run.Id into runs
                                  from run in runs.DefaultIfEmpty()
                                  group item by new { item.State, Run = (OperationState?)run.State, Interrupted = (bool?)run.Interrupted } into same
                                  select new { same.Key.State, same.Key.Run, same.Key.Interrupted, Count = same.Count() }).ToListAsync(cancellationToken);
                return rows.GroupBy(row => row.Run is { } run ? new BulkRun(run, row.Interrupted == true, null, null).ItemState : row.State)
                    .ToDictionary(same => same.Key, same => same.Sum(row => row.Count));
            },
            cancellationToken);

    public async Task<BulkRepair?> TrySaveAsync(BulkRepair bulk, CancellationToken cancellationToken, IReadOnlyCollection<TenantId>? pilot = null)
    {
        var saved = bulk with { Revision = bulk.Revision + 1 };
        var written = await database.TryUpdateAsync(
            BulkRepairRow.From(saved),
            row => row.Property(one => one.Revision).OriginalValue = bulk.Revision,
            cancellationToken,
            context => pilot is { Count: > 0 }
                ? context.BulkRepairItems
                    .Where(item => item.BulkRepairId == bulk.Id && pilot.Contains(item.TenantId))
                    .ExecuteUpdateAsync(set => set.SetProperty(item => item.IsPilot, true), cancellationToken)
                : Task.CompletedTask);
        return written ? saved : null;
    }

    public Task SavePlanAsync(BulkRepairItem item, IReadOnlyList<OperationStep>? steps, CancellationToken cancellationToken)
    {
        var row = BulkRepairItemRow.From(item);
        return database.WriteAsync(
            async context =>
            {
                var first = await Item(context, item.BulkRepairId, item.TenantId)
                    .Where(now => now.State == BulkRepairItemState.Unplanned)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(now => now.State, row.State).SetProperty(now => now.PlanHash, row.PlanHash).SetProperty(now => now.Actions, row.Actions)
                            .SetProperty(now => now.Verdict, row.Verdict).SetProperty(now => now.Error, row.Error),
                        cancellationToken);
                if (first > 0 && steps is not null)
                {
                    context.BulkRepairPlans.Add(new() { BulkRepairId = item.BulkRepairId, TenantId = item.TenantId, Steps = StoredJson.Write(steps) });
                }

                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<OperationStep>?> FindPlanAsync(TenantId homeTenantId, Guid id, TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => await context.BulkRepairPlans.AsNoTracking()
                .Where(plan => plan.BulkRepairId == id && plan.TenantId == tenantId && context.BulkRepairs.Any(bulk => bulk.Id == id && bulk.HomeTenantId == homeTenantId))
                .SingleOrDefaultAsync(cancellationToken) is { } plan ? StoredJson.Read<IReadOnlyList<OperationStep>>(plan.Steps) : null,
            cancellationToken);

    public Task<Guid?> FindRunAsync(TenantId homeTenantId, Guid id, TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            context => ItemsOf(context, homeTenantId, id).Where(item => item.TenantId == tenantId).Select(item => item.OperationId).SingleOrDefaultAsync(cancellationToken),
            cancellationToken);

    // Who begins another run of the tenant at the same time makes this one start again, and then it sees that run.
    public Task<BulkBegin> TryBeginAsync(Operation run, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                // Holds the row until the end: whoever stops it does so before or after, never in between.
                var running = await context.BulkRepairs.Where(bulk => bulk.Id == run.BulkRepairId && bulk.State == BulkRepairState.Running)
                    .ExecuteUpdateAsync(set => set.SetProperty(bulk => bulk.UpdatedAt, run.CreatedAt), cancellationToken);
                var waiting = Item(context, run.BulkRepairId, run.TenantId).Where(item => item.State == BulkRepairItemState.Planned && item.OperationId == null);
                if (running == 0 || !await waiting.AnyAsync(cancellationToken))
                {
                    return BulkBegin.NotNow;
                }

                if (await context.Operations.Unfinished().AnyAsync(other => other.TenantId == run.TenantId, cancellationToken))
                {
                    return BulkBegin.Busy;
                }

                await waiting.ExecuteUpdateAsync(set => set.SetProperty(item => item.OperationId, run.Id), cancellationToken);
                context.Operations.Add(OperationRow.From(run));
                await context.SaveChangesAsync(cancellationToken);
                return BulkBegin.Begun;
            },
            cancellationToken);

    public Task RefuseAsync(BulkRepairItem item, string why, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context => Item(context, item.BulkRepairId, item.TenantId)
                .Where(now => now.State == BulkRepairItemState.Planned && now.OperationId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(now => now.State, BulkRepairItemState.Failed).SetProperty(now => now.Error, why), cancellationToken),
            cancellationToken);

    public Task WithdrawAsync(Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                await context.Operations.Where(run => run.BulkRepairId == id && run.State == OperationState.Pending).ExecuteDeleteAsync(cancellationToken);
                return await context.BulkRepairItems
                    .Where(item => item.BulkRepairId == id && item.OperationId != null && !context.Operations.Any(run => run.Id == item.OperationId))
                    .ExecuteUpdateAsync(set => set.SetProperty(item => item.OperationId, (Guid?)null), cancellationToken);
            },
            cancellationToken);

    private static async Task<IReadOnlyList<BulkRepairItem>> ListAsync(
        PortalDbContext context, TenantId homeTenantId, IQueryable<BulkRepairItemRow> items, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = await (from item in items.AsNoTracking()
                          join tenant in context.Tenants.Of(homeTenantId) on item.TenantId equals tenant.TenantId into tenants
                          from tenant in tenants.DefaultIfEmpty()
                          join run in context.Operations on item.OperationId equals run.Id into runs
                          from run in runs.DefaultIfEmpty()
                          orderby tenant.DisplayName, item.TenantId
                          select new { item, Name = (string?)tenant.DisplayName, Run = (OperationState?)run.State, Interrupted = (bool?)run.Interrupted, run.Verdict, run.Error })
            .Skip(skip).Take(take).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.Run is { } run ? new BulkRun(run, row.Interrupted == true, row.Verdict, row.Error).Of(row.item.ToItem(row.Name)) : row.item.ToItem(row.Name))];
    }

    private static IQueryable<BulkRepairItemRow> Among(PortalDbContext context, IQueryable<BulkRepairItemRow> items, BulkRepairItemState? state)
    {
        if (state is not { } wanted)
        {
            return items;
        }

        var (runs, interrupted) = (BulkRun.StatesOf(wanted), wanted == BulkRepairItemState.Interrupted);
        return items.Where(item => item.OperationId == null
            ? item.State == wanted
            : context.Operations.Any(run => run.Id == item.OperationId && run.Interrupted == interrupted && runs.Contains(run.State)));
    }

    private static IQueryable<BulkRepairItemRow> Item(PortalDbContext context, Guid? id, TenantId tenantId) =>
        context.BulkRepairItems.Where(item => item.BulkRepairId == id && item.TenantId == tenantId);

    private static IQueryable<BulkRepairItemRow> ItemsOf(PortalDbContext context, TenantId homeTenantId, Guid id) =>
        context.BulkRepairItems.Where(item => item.BulkRepairId == id && context.BulkRepairs.Any(bulk => bulk.Id == id && bulk.HomeTenantId == homeTenantId));
}
