using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Idempotency;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Upkeep;

/// <summary>
/// Removes what is past its time: readiness history after <see cref="StoreOptions.ReadinessHistoryDays"/>, finished scans after
/// <see cref="ScanOptions.KeepDays"/>, bulk repairs with the readiness history, expired token cache entries and request keys, and what was told of scans that are gone.
/// It knows no way to the audit log.
/// </summary>
internal sealed partial class StoreRetention(PortalDatabase database, IOptions<StoreOptions> options, IOptions<ScanOptions> scans, TimeProvider time, ILogger<StoreRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var oldest = now.AddDays(-options.Value.ReadinessHistoryDays);

        // A mark that is still the tenant's latest word stays, however long ago it was said.
        var marks = await database.WriteAsync(
            context => context.ReadinessMarks
                .Where(mark => mark.LastSeenAt < oldest
                    && context.ReadinessMarks.Any(later => later.TenantId == mark.TenantId && later.ReadAt > mark.ReadAt))
                .ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
        var tokens = await database.WriteAsync(
            context => context.TokenCache.Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
        var changes = await database.WriteAsync(context => context.CheckChanges.Where(change => change.At < oldest).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        var oldestScan = now.AddDays(-scans.Value.KeepDays);
        var removedScans = await database.WriteAsync(context => context.Scans.Where(scan => scan.FinishedAt < oldestScan).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        var bulk = await database.WriteAsync(context => context.BulkRepairs.Where(repair => repair.UpdatedAt < oldest).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        var keys = await database.WriteAsync(
            context => context.RequestKeys.Where(key => key.CreatedAt <= now - RequestKey.Lifetime).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        await ForgetToldScansAsync(cancellationToken);
        LogRemoved(logger, marks, changes, removedScans, bulk, tokens, keys);
    }

    /// <summary>The list of what was told is read as a whole every half minute.</summary>
    private Task<int> ForgetToldScansAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var told = await context.NotificationsTold.Select(row => row.Subject).Where(subject => subject.StartsWith(NotificationWatch.ScanSubject)).ToListAsync(cancellationToken);
            var kept = (await context.Scans.Select(scan => scan.Id).ToListAsync(cancellationToken)).Select(id => $"{NotificationWatch.ScanSubject}{id}").ToHashSet(StringComparer.Ordinal);
            var removed = 0;
            foreach (var gone in told.Where(subject => !kept.Contains(subject)).Chunk(500))
            {
                removed += await context.NotificationsTold.Where(row => gone.Contains(row.Subject)).ExecuteDeleteAsync(cancellationToken);
            }

            return removed;
        },
        cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await ApplyAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing depends on it; the next round tries again.
                LogFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(5020, LogLevel.Information, "Retention removed {Marks} readiness marks, {Changes} changes of checks, {Scans} scans, {BulkRepairs} bulk repairs, {Tokens} expired token cache entries and {RequestKeys} request keys")]
    private static partial void LogRemoved(ILogger logger, int marks, int changes, int scans, int bulkRepairs, int tokens, int requestKeys);

    [LoggerMessage(5021, LogLevel.Error, "Retention failed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
