using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Idempotency;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Upkeep;

/// <summary>
/// Removes what is past its time: readiness history after <see cref="StoreOptions.ReadinessHistoryDays"/>, finished scans after
/// <see cref="ScanOptions.KeepDays"/>, bulk repairs with the readiness history, deliveries after <see cref="DeliveryDays"/>, expired token cache entries
/// and request keys, and what was told of scans and repairs that nobody would tell of again.
/// It knows no way to the audit log.
/// </summary>
internal sealed partial class StoreRetention(PortalDatabase database, IOptions<StoreOptions> options, IOptions<ScanOptions> scans, TimeProvider time, ILogger<StoreRetention> logger) : IRound
{
    private const int DeliveryDays = 30;

    public string Name => "retention";

    public TimeSpan? Every => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var oldest = now.AddDays(-options.Value.ReadinessHistoryDays);

        // A mark that is still the tenant's latest word stays, however long ago it was said.
        var marks = await database.WriteAsync(
            context => context.ReadinessMarks
                .Where(mark => mark.LastSeenAt < oldest
                    && context.ReadinessMarks.Any(later => later.HomeTenantId == mark.HomeTenantId && later.TenantId == mark.TenantId && later.ReadAt > mark.ReadAt))
                .ExecuteDeleteAsync(stopping),
            stopping);
        var tokens = await database.WriteAsync(
            context => context.TokenCache.Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(stopping),
            stopping);
        var changes = await database.WriteAsync(context => context.CheckChanges.Where(change => change.At < oldest).ExecuteDeleteAsync(stopping), stopping);
        var oldestScan = now.AddDays(-scans.Value.KeepDays);
        var removedScans = await database.WriteAsync(context => context.Scans.Where(scan => scan.FinishedAt < oldestScan).ExecuteDeleteAsync(stopping), stopping);
        var bulk = await database.WriteAsync(context => context.BulkRepairs.Where(repair => repair.UpdatedAt < oldest).ExecuteDeleteAsync(stopping), stopping);
        var keys = await database.WriteAsync(
            context => context.RequestKeys.Where(key => key.CreatedAt <= now - RequestKey.Lifetime).ExecuteDeleteAsync(stopping), stopping);
        var oldestDelivery = now.AddDays(-DeliveryDays);
        var deliveries = await database.WriteAsync(context => context.Deliveries.Where(row => row.EndedAt < oldestDelivery).ExecuteDeleteAsync(stopping), stopping);
        await ForgetToldAsync(now, stopping);
        LogRemoved(logger, marks, changes, removedScans, bulk, tokens, keys, deliveries);
    }

    /// <summary>The list of what was told is read as a whole every half minute.</summary>
    private Task<int> ForgetToldAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var told = await context.NotificationsTold.Select(row => row.Subject)
                .Where(subject => subject.StartsWith(EndedNews.ScanSubject) || subject.StartsWith(EndedNews.RepairSubject)).ToListAsync(cancellationToken);
            var kept = (await context.Scans.Select(scan => scan.Id).ToListAsync(cancellationToken)).Select(id => $"{EndedNews.ScanSubject}{id}").ToHashSet(StringComparer.Ordinal);
            var oldest = now - (2 * EndedNews.RepairNews);
            kept.UnionWith((await context.Operations.Where(run => run.UpdatedAt > oldest).Select(run => run.Id).ToListAsync(cancellationToken)).Select(id => $"{EndedNews.RepairSubject}{id}"));
            var removed = 0;
            foreach (var gone in told.Where(subject => !kept.Contains(subject)).Chunk(500))
            {
                removed += await context.NotificationsTold.Where(row => gone.Contains(row.Subject)).ExecuteDeleteAsync(cancellationToken);
            }

            return removed;
        },
        cancellationToken);

    [LoggerMessage(5020, LogLevel.Information, "Retention removed {Marks} readiness marks, {Changes} changes of checks, {Scans} scans, {BulkRepairs} bulk repairs, {Tokens} expired token cache entries, {RequestKeys} request keys and {Deliveries} deliveries")]
    private static partial void LogRemoved(ILogger logger, int marks, int changes, int scans, int bulkRepairs, int tokens, int requestKeys, int deliveries);
}
