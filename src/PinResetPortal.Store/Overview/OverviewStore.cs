using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Store.Overview;

internal sealed class OverviewStore(PortalDatabase database) : IOverviewStore
{
    /// <summary>A tenant that changes its verdict more often than this within the trend shows the latest part of it.</summary>
    private const int StretchesPerTenant = 40;

    public Task<OverviewCounts> CountAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var counts = await context.EntriesOf(homeTenantId).Matching(homeTenantId, query, now)
                    .GroupBy(entry => new { entry.Verdict, entry.Stage })
                    .Select(group => new { group.Key.Verdict, group.Key.Stage, Count = group.Count(), Unread = group.Count(entry => entry.UnreadSince != null) })
                    .ToListAsync(cancellationToken);
                return new OverviewCounts(Of(Verdict.NotReady), Of(Verdict.Unknown), Of(Verdict.Ready), Of(null), counts.Sum(count => count.Unread))
                {
                    Stages = Enum.GetValues<TenantStage>().ToDictionary(stage => stage, stage => counts.Where(count => count.Stage == stage).Sum(count => count.Count)),
                };

                int Of(Verdict? verdict) => counts.Where(count => count.Verdict == verdict).Sum(count => count.Count);
            },
            cancellationToken);

    public Task<IReadOnlyList<OverviewFault>> FaultsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OverviewFault>>(
            async context =>
            {
                // Many tenants have the same list of broken checks: the lists are few, whatever the number of tenants.
                var lists = await context.EntriesOf(homeTenantId).Matching(homeTenantId, query with { BrokenCheck = null }, now)
                    .Where(entry => entry.BrokenChecks != null && entry.BrokenChecks != "[]")
                    .GroupBy(entry => entry.BrokenChecks)
                    .Select(group => new { Checks = group.Key, Count = group.Count() })
                    .ToListAsync(cancellationToken);
                return
                [
                    .. lists.Where(list => list.Checks is not null)
                        .SelectMany(list => StoredJson.Read<IReadOnlyList<string>>(list.Checks ?? "[]").Select(check => (Check: check, list.Count)))
                        .GroupBy(one => one.Check, one => one.Count, StringComparer.Ordinal)
                        .Select(group => new OverviewFault(group.Key, group.Sum()))
                        .OrderByDescending(fault => fault.Tenants)
                        .ThenBy(fault => fault.CheckId, StringComparer.Ordinal),
                ];
            },
            cancellationToken);

    public Task<IReadOnlyList<OverviewRow>> PageAsync(
        TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OverviewRow>>(
            async context =>
            {
                var entries = await Wanted(context, homeTenantId, query, now).Skip(skip).Take(take).ToListAsync(cancellationToken);
                var trends = await TrendsAsync(context, homeTenantId, [.. entries.Select(entry => entry.Tenant.TenantId)], now, cancellationToken);
                return [.. entries.Select(entry => entry.ToRow([.. trends[entry.Tenant.TenantId]]))];
            },
            cancellationToken);

    public Task ReadAllAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, Func<OverviewRow, Task> write, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var count = 0;
                await foreach (var entry in Wanted(context, homeTenantId, query, now).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    await write(entry.ToRow([]));
                    count++;
                }

                return count;
            },
            cancellationToken);

    public Task<IReadOnlyList<TenantId>> IdsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TenantId>>(
            async context => await Wanted(context, homeTenantId, query, now).Select(entry => entry.Tenant.TenantId).ToListAsync(cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<string>> TagsAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async context =>
            {
                var lists = await context.TenantsOf(homeTenantId).Where(tenant => tenant.Tags != "[]").Select(tenant => tenant.Tags).Distinct().ToListAsync(cancellationToken);
                return
                [
                    .. lists.SelectMany(StoredJson.Read<IReadOnlyList<string>>)
                        .DistinctBy(OverviewFiltering.TagAsStored)
                        .Order(StringComparer.InvariantCultureIgnoreCase),
                ];
            },
            cancellationToken);

    public Task<CheckChanges> ChangesAsync(
        TenantId homeTenantId, TenantId? tenantId, IReadOnlyCollection<string> checks, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var tenants = context.TenantsOf(homeTenantId);
                if (tenantId is { } one)
                {
                    tenants = tenants.Where(tenant => tenant.TenantId == one);
                }

                var changes = from change in context.CheckChanges.AsNoTracking().Of(homeTenantId)
                              join tenant in tenants on change.TenantId equals tenant.TenantId
                              where change.At >= since && change.Before != null && checks.Contains(change.CheckId)
                              select new { change, tenant.DisplayName };
                var counts = await changes.GroupBy(row => row.change.After).Select(group => new { group.Key, Count = group.Count() })
                    .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
                var latest = await changes.OrderByDescending(row => row.change.At).ThenByDescending(row => row.change.Id).Take(limit).ToListAsync(cancellationToken);
                return new CheckChanges(
                    [.. latest.Select(row => new CheckChange(row.change.TenantId, row.DisplayName, row.change.CheckId, row.change.Before.GetValueOrDefault(), row.change.After, row.change.At))],
                    counts);
            },
            cancellationToken);

    public Task<IReadOnlyList<FleetDay>> DaysAsync(TenantId homeTenantId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<FleetDay>>(
            async context =>
            {
                // What a tenant said last before the first day still holds on that day.
                var start = StartOf(from);
                var end = StartOf(to.AddDays(1));
                var marks = await (from mark in context.ReadinessMarks.AsNoTracking().Of(homeTenantId)
                                   join tenant in context.TenantsOf(homeTenantId) on mark.TenantId equals tenant.TenantId
                                   where mark.ReadAt < end
                                       && (mark.ReadAt >= start || !context.ReadinessMarks.Of(homeTenantId).Any(later => later.TenantId == mark.TenantId && later.ReadAt > mark.ReadAt && later.ReadAt < start))
                                   orderby mark.TenantId, mark.ReadAt
                                   select new { mark.TenantId, mark.Verdict, mark.ReadAt }).ToListAsync(cancellationToken);
                var counter = new FleetCounter(from, to);
                foreach (var mark in marks)
                {
                    counter.Add(mark.TenantId, mark.Verdict, DateOnly.FromDateTime(mark.ReadAt.UtcDateTime));
                }

                return counter.Days();
            },
            cancellationToken);

    private static IQueryable<OverviewEntry> Wanted(PortalDbContext context, TenantId homeTenantId, OverviewQuery query, DateTimeOffset now) =>
        context.EntriesOf(homeTenantId).Matching(homeTenantId, query, now).WithVerdict(query.Verdict).AtStage(query.Stage).Sorted(query);

    private static async Task<ILookup<TenantId, VerdictStretch>> TrendsAsync(
        PortalDbContext context, TenantId homeTenantId, IReadOnlyCollection<TenantId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = now.AddDays(-OverviewRow.TrendDays);
        var marks = await context.ReadinessMarks.AsNoTracking().Of(homeTenantId)
            .Where(mark => ids.Contains(mark.TenantId) && mark.LastSeenAt >= oldest)
            .OrderByDescending(mark => mark.ReadAt)
            .Take(ids.Count * StretchesPerTenant)
            .Select(mark => new { mark.TenantId, mark.Verdict, mark.ReadAt, mark.LastSeenAt })
            .ToListAsync(cancellationToken);
        marks.Reverse();
        return marks.ToLookup(mark => mark.TenantId, mark => new VerdictStretch(mark.Verdict, mark.ReadAt, mark.LastSeenAt));
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
