using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Readiness;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Store.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Scans;

internal sealed class ScanStore(PortalDatabase database) : IScanStore
{
    public Task AddAsync(Scan scan, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context =>
            {
                context.Scans.Add(ScanRow.From(scan, tenants.Count));
                context.ScanItems.AddRange(tenants.Select((tenant, index) =>
                    new ScanItemRow { ScanId = scan.Id, TenantId = tenant, State = ScanItemState.Waiting, Part = index / ScanChunk.Size }));
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
                    .Unfinished()
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

    public Task<IReadOnlyList<int>?> CancelAsync(TenantId homeTenantId, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync<IReadOnlyList<int>?>(
            async context =>
            {
                var cancelled = await context.Scans.Of(homeTenantId)
                    .Where(scan => scan.Id == id).Unfinished()
                    .ExecuteUpdateAsync(set => set.SetProperty(scan => scan.State, ScanState.Cancelled).SetProperty(scan => scan.FinishedAt, now), cancellationToken);
                if (cancelled == 0)
                {
                    return null;
                }

                await EndSignInAsync(context, id, cancellationToken);
                var begun = await Open(context, id).Where(item => item.Attempts > 0).Select(item => item.Part).Distinct().ToListAsync(cancellationToken);
                await Open(context, id).ExecuteUpdateAsync(
                    set => set.SetProperty(item => item.State, ScanItemState.Skipped).SetProperty(item => item.Throttled, false), cancellationToken);
                return begun;
            },
            cancellationToken);

    public Task<IReadOnlyList<OpenChunk>> OpenAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OpenChunk>>(
            async context =>
            {
                var scans = await context.Scans.AsNoTracking()
                    .Unfinished()
                    .OrderBy(scan => scan.CreatedAt).ThenBy(scan => scan.Id)
                    .ToListAsync(cancellationToken);
                if (scans.Count == 0)
                {
                    return [];
                }

                var ids = scans.Select(scan => scan.Id).ToList();
                var parts = (await context.ScanItems
                    .Where(item => ids.Contains(item.ScanId) && (item.State == ScanItemState.Waiting || item.State == ScanItemState.Reading))
                    .Select(item => new { item.ScanId, item.Part })
                    .Distinct().OrderBy(chunk => chunk.Part)
                    .ToListAsync(cancellationToken)).ToLookup(chunk => chunk.ScanId, chunk => chunk.Part);

                // A scan without such a tenant is open as well: whoever takes its first chunk ends it.
                return [.. scans.SelectMany(scan => parts[scan.Id].DefaultIfEmpty(), (scan, part) => new OpenChunk(scan.HomeTenantId, scan.Id, part, scan.Total))];
            },
            cancellationToken);

    public Task<ScanChunk?> TakeAsync(TenantId homeTenantId, Guid scanId, int part, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                if (!await HoldAsync(context, homeTenantId, scanId, now, cancellationToken))
                {
                    return null;
                }

                var items = Open(context, scanId).Where(item => item.Part == part);
                var ids = await items.OrderBy(item => item.TenantId).Select(item => item.TenantId).ToListAsync(cancellationToken);
                if (ids.Count == 0)
                {
                    await FinishAsync(context, scanId, now, cancellationToken);
                    return null;
                }

                await items.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(item => item.State, ScanItemState.Waiting)
                        .SetProperty(item => item.Throttled, false)
                        .SetProperty(item => item.Attempts, item => item.Attempts + 1),
                    cancellationToken);
                var row = await context.Scans.AsNoTracking().SingleAsync(scan => scan.Id == scanId, cancellationToken);
                var known = await context.Tenants.AsNoTracking().Of(homeTenantId).Where(tenant => ids.Contains(tenant.TenantId)).ToDictionaryAsync(tenant => tenant.TenantId, cancellationToken);
                var tenants = ids.Select(id => TenantOf(id, homeTenantId, known.GetValueOrDefault(id))).ToList();
                return new ScanChunk(row.ToScan(), part, row.Total, tenants);
            },
            cancellationToken);

    public Task<bool> IsOpenAsync(Guid scanId, TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(context => Open(context, scanId).AnyAsync(item => item.TenantId == tenantId, cancellationToken), cancellationToken);

    public Task<ChunkSaved> SaveAsync(ChunkNews news, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                if (!await HoldAsync(context, news.Home, news.ScanId, now, cancellationToken))
                {
                    return ChunkSaved.Nothing;
                }

                await TellAsync(context, news.ScanId, news.Reading, throttled: false, cancellationToken);
                await TellAsync(context, news.ScanId, news.Throttled, throttled: true, cancellationToken);
                return news.Finished.Count > 0 ? await CompleteAsync(context, news, now, cancellationToken) : ChunkSaved.Nothing;
            },
            cancellationToken);

    private static IQueryable<ScanItemRow> Open(PortalDbContext context, Guid scanId) =>
        context.ScanItems.Where(item => item.ScanId == scanId && (item.State == ScanItemState.Waiting || item.State == ScanItemState.Reading));

    /// <summary>
    /// Until the end of the transaction nobody else writes of this scan (PostgreSQL locks its row, SQLite has one writer): two instances that
    /// save the last results at once see those of each other.
    /// </summary>
    /// <returns>False: there is no such scan, or it has ended.</returns>
    private static async Task<bool> HoldAsync(PortalDbContext context, TenantId homeTenantId, Guid scanId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await context.Scans.Of(homeTenantId)
            .Where(scan => scan.Id == scanId).Unfinished()
            .ExecuteUpdateAsync(
                set => set.SetProperty(scan => scan.State, ScanState.Running).SetProperty(scan => scan.StartedAt, scan => scan.StartedAt ?? now), cancellationToken) > 0;

    private static async Task TellAsync(PortalDbContext context, Guid scanId, IReadOnlyCollection<TenantId> tenants, bool throttled, CancellationToken cancellationToken)
    {
        if (tenants.Count > 0)
        {
            await Open(context, scanId).Where(item => tenants.Contains(item.TenantId)).ExecuteUpdateAsync(
                set => set.SetProperty(item => item.State, ScanItemState.Reading).SetProperty(item => item.Throttled, throttled), cancellationToken);
        }
    }

    private static async Task<ChunkSaved> CompleteAsync(PortalDbContext context, ChunkNews news, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = news.Finished.Select(one => one.TenantId).ToList();
        var open = await Open(context, news.ScanId).AsTracking().Where(item => ids.Contains(item.TenantId)).ToDictionaryAsync(item => item.TenantId, cancellationToken);
        var counting = news.Finished.Where(one => open.ContainsKey(one.TenantId)).ToList();
        foreach (var one in counting)
        {
            var item = open[one.TenantId];
            item.State = ScanItemState.Done;
            item.Throttled = false;
            item.Outcome = one.Result.Outcome;
            item.Verdict = one.Result.Verdict;
            item.Reason = one.Result.Reason;
            item.HttpRequests = one.Result.HttpRequests;
            item.FinishedAt = now;
        }

        await ReadinessWriting.SaveAsync(context, news.Home, [.. counting.Select(one => one.Answer).OfType<TenantReadiness>()], cancellationToken);
        await TenantWriting.LearnAsync(context, news.Home, [.. counting.Select(one => one.Tenant).OfType<Tenant>()], cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return new([.. counting.Select(one => one.Result.Outcome)], await FinishAsync(context, news.ScanId, now, cancellationToken));
    }

    /// <summary>Ends a scan when every tenant of it has its result.</summary>
    private static async Task<bool> FinishAsync(PortalDbContext context, Guid scanId, DateTimeOffset now, CancellationToken cancellationToken) =>
        !await Open(context, scanId).AnyAsync(cancellationToken)
        && await context.Scans.Where(scan => scan.Id == scanId)
            .ExecuteUpdateAsync(set => set.SetProperty(scan => scan.State, ScanState.Completed).SetProperty(scan => scan.FinishedAt, now), cancellationToken) > 0
        && await EndSignInAsync(context, scanId, cancellationToken);

    /// <summary>Nobody reads as the person any more who started a scan that is over.</summary>
    private static async Task<bool> EndSignInAsync(PortalDbContext context, Guid scanId, CancellationToken cancellationToken)
    {
        var startedBy = StoredJson.Read<OperationActor>(await context.Scans.Where(scan => scan.Id == scanId).Select(scan => scan.StartedBy).SingleAsync(cancellationToken));
        if (startedBy.Session is not null)
        {
            var kept = StoredJson.Write(startedBy.Kept(goesOn: false));
            await context.Scans.Where(scan => scan.Id == scanId).ExecuteUpdateAsync(set => set.SetProperty(scan => scan.StartedBy, kept), cancellationToken);
        }

        return true;
    }

    private static Tenant TenantOf(TenantId id, TenantId homeTenantId, TenantRow? row) => row?.ToTenant() ?? (id == homeTenantId
        ? new Tenant(id, "Your tenant", null, new(RelationshipKind.Home, Active: true))
        : new Tenant(id, id.ToString(), null, new(RelationshipKind.Direct, Active: true, PartnerTenantId: homeTenantId)));
}
