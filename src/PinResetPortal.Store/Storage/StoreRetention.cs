using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PinResetPortal.Store.Storage;

/// <summary>
/// Removes what is past its time: readiness history after <see cref="StoreOptions.ReadinessHistoryDays"/> and expired token cache entries.
/// It knows no way to the audit log.
/// </summary>
internal sealed partial class StoreRetention(PortalDatabase database, IOptions<StoreOptions> options, TimeProvider time, ILogger<StoreRetention> logger) : BackgroundService
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
        LogRemoved(logger, marks, tokens);
    }

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

    [LoggerMessage(5020, LogLevel.Information, "Retention removed {Marks} readiness marks and {Tokens} expired token cache entries")]
    private static partial void LogRemoved(ILogger logger, int marks, int tokens);

    [LoggerMessage(5021, LogLevel.Error, "Retention failed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
