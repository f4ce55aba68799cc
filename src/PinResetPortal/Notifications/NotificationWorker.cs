using Microsoft.Extensions.Options;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>Looks for what is to be told and empties the outbox, as long as the host lives. Instances share the work through the store.</summary>
internal sealed partial class NotificationWorker(
    NotificationWatch watch, NotificationSender sender, IOptions<NotificationOptions> options, TimeProvider time, ILogger<NotificationWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.IntervalSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watch.LookAsync(stoppingToken);
                await sender.SendDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Nothing is lost: what was to be told still differs, and what was to be sent is still in the outbox.
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(EventId = 1030, Level = LogLevel.Error, Message = "Notifications could not be worked on; the next round tries again")]
    private partial void LogFailed(Exception exception);
}
