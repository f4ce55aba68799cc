using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Readiness;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Store.Tenants;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Scans;

internal sealed class ScanStore(PortalDatabase database, IOptions<StoreOptions> options) : IScanStore
{
    public Task AddAsync(Scan scan, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context =>
            {
                context.Scans.Add(ScanRow.From(scan, tenants.Count));
                context.ScanItems.AddRange(tenants.Select(tenant => new ScanItemRow { ScanId = scan.Id, TenantId = tenant, State = ScanItemState.Waiting }));
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<ScanProgress?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await ScanCounts.ReadAsync(context, context.Scans.Of(homeTenantId).Where(scan => scan.Id == id), cancellationToken)).SingleOrDefault(),
            cancellationToken);

    public Task<IReadOnlyList<ScanProgress>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync(
            context => ScanCounts.ReadAsync(
                context,
                context.Scans.Of(homeTenantId).OrderByDescending(scan => scan.CreatedAt).ThenBy(scan => scan.Id).Take(limit),
                cancellationToken),
            cancellationToken);
    }

    public Task<IReadOnlyList<ScanProgress>> RunningAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            context => ScanCounts.ReadAsync(
                context,
                context.Scans.Of(homeTenantId)
                    .Where(scan => scan.State == ScanState.Pending || scan.State == ScanState.Running)
                    .OrderBy(scan => scan.CreatedAt).ThenBy(scan => scan.Id),
                cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<ScanItem>> ItemsAsync(TenantId homeTenantId, Guid scanId, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ScanItem>>(
            async context =>
            {
                var items = context.ScanItems.AsNoTracking().Where(item =>
                    item.ScanId == scanId && context.Scans.Any(scan => scan.Id == scanId && scan.HomeTenantId == homeTenantId) && (outcome == null || item.Outcome == outcome));
                var rows = await (from item in items
                                  join tenant in context.Tenants.Of(homeTenantId) on item.TenantId equals tenant.TenantId into tenants
                                  from tenant in tenants.DefaultIfEmpty()
                                  orderby tenant.DisplayName, item.TenantId
                                  select new { item, Name = (string?)tenant.DisplayName }).Skip(skip).Take(take).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.item.ToItem(row.Name))];
            },
            cancellationToken);

    public Task<bool> CancelAsync(TenantId homeTenantId, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var cancelled = await context.Scans.Of(homeTenantId)
                    .Where(scan => scan.Id == id && (scan.State == ScanState.Pending || scan.State == ScanState.Running))
                    .ExecuteUpdateAsync(set => set.SetProperty(scan => scan.State, ScanState.Cancelled).SetProperty(scan => scan.FinishedAt, now), cancellationToken);
                if (cancelled == 0)
                {
                    return false;
                }

                await context.ScanItems
                    .Where(item => item.ScanId == id && item.State != ScanItemState.Done)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(item => item.State, ScanItemState.Skipped).SetProperty(item => item.LeaseOwner, (string?)null).SetProperty(item => item.Throttled, false),
                        cancellationToken);
                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyList<ClaimedTenant>> ClaimAsync(string instance, int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        // Looking is free, writing is not: an idle portal must not keep the one writer of SQLite busy.
        var open = await database.ReadAsync(
            context => context.Scans.AnyAsync(scan => scan.State == ScanState.Pending || scan.State == ScanState.Running, cancellationToken),
            cancellationToken);
        return open
            ? await database.WriteRepeatableAsync(context => new ScanClaim(context, instance, now, leaseUntil).TakeAsync(limit, cancellationToken), cancellationToken)
            : [];
    }

    public Task<IReadOnlySet<(Guid ScanId, TenantId TenantId)>> RenewAsync(
        string instance, IReadOnlyCollection<TenantId> throttled, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync<IReadOnlySet<(Guid, TenantId)>>(
            async context =>
            {
                var mine = context.ScanItems.Where(item => item.LeaseOwner == instance && item.State == ScanItemState.Reading);
                await mine.ExecuteUpdateAsync(
                    set => set.SetProperty(item => item.LeaseUntil, leaseUntil).SetProperty(item => item.Throttled, item => throttled.Contains(item.TenantId)),
                    cancellationToken);
                var held = await mine.Select(item => new { item.ScanId, item.TenantId }).ToListAsync(cancellationToken);
                return held.Select(item => (item.ScanId, item.TenantId)).ToHashSet();
            },
            cancellationToken);

    public Task CompleteAsync(string instance, IReadOnlyCollection<FinishedTenant> finished, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(context => CompleteAsync(context, instance, finished, now, cancellationToken), cancellationToken);

    public Task ReleaseAsync(string instance, CancellationToken cancellationToken) =>
        database.WriteAsync(context => ReleaseAsync(context.ScanItems.Where(item => item.LeaseOwner == instance), cancellationToken), cancellationToken);

    public Task RecoverAsync(CancellationToken cancellationToken) =>
        options.Value.IsSqlite
            ? database.WriteAsync(context => ReleaseAsync(context.ScanItems, cancellationToken), cancellationToken)
            : Task.CompletedTask;

    private static Task<int> ReleaseAsync(IQueryable<ScanItemRow> items, CancellationToken cancellationToken) =>
        items.Where(item => item.State == ScanItemState.Reading).ExecuteUpdateAsync(
            set => set.SetProperty(item => item.State, ScanItemState.Waiting).SetProperty(item => item.LeaseOwner, (string?)null).SetProperty(item => item.Throttled, false),
            cancellationToken);

    private static async Task<int> CompleteAsync(
        PortalDbContext context, string instance, IReadOnlyCollection<FinishedTenant> finished, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = finished.Select(one => one.TenantId).ToList();
        var leased = await context.ScanItems
            .Where(item => item.LeaseOwner == instance && item.State == ScanItemState.Reading && ids.Contains(item.TenantId))
            .ToDictionaryAsync(item => (item.ScanId, item.TenantId), cancellationToken);
        var counting = finished.Where(one => leased.ContainsKey((one.ScanId, one.TenantId))).ToList();
        foreach (var one in counting)
        {
            var item = leased[(one.ScanId, one.TenantId)];
            item.State = ScanItemState.Done;
            item.LeaseOwner = null;
            item.Throttled = false;
            item.Outcome = one.Result.Outcome;
            item.Verdict = one.Result.Verdict;
            item.Reason = one.Result.Reason;
            item.HttpRequests = one.Result.HttpRequests;
            item.FinishedAt = now;
        }

        foreach (var ofHome in counting.GroupBy(one => one.Key.Home))
        {
            await ReadinessWriting.SaveAsync(context, ofHome.Key, [.. ofHome.Select(one => one.Answer).OfType<TenantReadiness>()], cancellationToken);
            await TenantWriting.LearnAsync(context, ofHome.Key, [.. ofHome.Select(one => one.Tenant).OfType<Tenant>()], cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        foreach (var scanId in counting.Select(one => one.ScanId).Distinct())
        {
            await ScanClaim.FinishAsync(context, scanId, now, cancellationToken);
        }

        return counting.Count;
    }
}
