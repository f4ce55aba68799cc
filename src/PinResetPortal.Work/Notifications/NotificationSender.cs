using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>Empties the outbox, for each home tenant by its own settings: each item until it is accepted, with growing pauses, for three days.</summary>
public sealed partial class NotificationSender(
    INotificationOutbox outbox, PortalSettings settings, IHomeTenants homes, IEnumerable<INotificationChannel> channels, TimeProvider time, ILogger<NotificationSender> logger)
{
    public const int MostAttempts = 20;

    private const int AtOnce = 20;

    /// <summary>Longer than any channel takes for one attempt: until then an attempt may still be under way.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <returns>How many items were taken.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        foreach (var home in homes.Admitted)
        {
            taken += await SendDueAsync(home, cancellationToken);
        }

        return taken;
    }

    private async Task<int> SendDueAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        var current = (await settings.GetAsync(homeTenantId, NotificationSettings.Key, new NotificationSettings(), cancellationToken)).Value;
        var now = time.GetUtcNow();
        if (current.MutedUntil > now)
        {
            return 0;
        }

        var due = await outbox.DueAsync(homeTenantId, now, AtOnce, cancellationToken);
        foreach (var item in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SendAsync(item, current, cancellationToken);
        }

        return due.Count;
    }

    private async Task SendAsync(OutboxItem item, NotificationSettings current, CancellationToken cancellationToken)
    {
        if (!current.Channels.Contains(item.Channel))
        {
            // Switched off meanwhile.
            await outbox.RemoveAsync(item.Id, cancellationToken);
            return;
        }

        if (!await outbox.TryBookAsync(item, time.GetUtcNow() + LongestAttempt, cancellationToken))
        {
            // This instance was asleep, and another one has it.
            return;
        }

        // What is booked is brought to its end: an attempt that is broken off may have arrived, and would be made again.
        var result = await TryAsync(item, current);
        if (result.Sent)
        {
            await outbox.RemoveAsync(item.Id, CancellationToken.None);
            LogSent(item.Notification.Id, item.Notification.Kind, item.Channel);
        }
        else if (item.Attempts + 1 >= MostAttempts)
        {
            await outbox.RemoveAsync(item.Id, CancellationToken.None);
            LogGivenUp(item.Notification.Id, item.Channel, item.Attempts + 1, result.Problem);
        }
        else
        {
            await outbox.PostponeAsync(item, time.GetUtcNow() + PauseAfter(item.Attempts + 1), result.Problem, CancellationToken.None);
            LogPostponed(item.Notification.Id, item.Channel, result.Problem);
        }
    }

    /// <summary>A boundary of its own for each item: whatever nobody expected of a channel counts as one attempt, and keeps none of the others back.</summary>
    private async Task<SendResult> TryAsync(OutboxItem item, NotificationSettings current)
    {
        try
        {
            return await channels.Single(channel => channel.Kind == item.Channel).SendAsync(item.Notification, current, CancellationToken.None);
        }
        catch (Exception problem)
        {
            LogUnexpected(item.Notification.Id, item.Channel, problem);
            return new($"Something unexpected happened; it is in the log under notification {item.Notification.Id}.");
        }
    }

    /// <summary>30 s, doubled each time, at most six hours.</summary>
    public static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, TimeSpan.FromSeconds(30).Ticks << Math.Min(attempts - 1, 12)));

    [LoggerMessage(2300, LogLevel.Information, "Notification {NotificationId} ({Kind}) went out by {Channel}")]
    private partial void LogSent(Guid notificationId, NotificationKind kind, NotificationChannelKind channel);

    [LoggerMessage(2301, LogLevel.Warning, "Notification {NotificationId} did not go out by {Channel}: {Problem}")]
    private partial void LogPostponed(Guid notificationId, NotificationChannelKind channel, string problem);

    [LoggerMessage(2302, LogLevel.Error, "Notification {NotificationId} was given up by {Channel} after {Attempts} attempts: {Problem}")]
    private partial void LogGivenUp(Guid notificationId, NotificationChannelKind channel, int attempts, string problem);

    [LoggerMessage(2303, LogLevel.Error, "Notification {NotificationId} failed unexpectedly by {Channel}")]
    private partial void LogUnexpected(Guid notificationId, NotificationChannelKind channel, Exception problem);
}
