using System.Globalization;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>Empties what one destination is to get: each delivery until it is accepted, with growing pauses, for three days.</summary>
public sealed partial class DestinationSender(
    INotificationOutbox outbox,
    IDestinationStore destinations,
    DestinationSecrets secrets,
    IHomeTenants homes,
    IEnumerable<INotificationChannel> channels,
    DeliveryMeter meter,
    TimeProvider time,
    ILogger<DestinationSender> logger)
{
    public const int MostAttempts = 20;

    private const int AtOnce = 20;
    private const int MostInDigest = 500;

    /// <summary>Longer than any channel takes for one attempt: until then an attempt may still be under way.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <returns>When the next delivery is due; null: nothing is to be sent.</returns>
    public async Task<DateTimeOffset?> SendDueAsync(TenantId homeTenantId, Guid destinationId, CancellationToken wake)
    {
        while (homes.Admitted.Contains(homeTenantId) && await destinations.FindAsync(homeTenantId, destinationId, wake) is { } destination)
        {
            wake.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            var due = await outbox.DueAsync(homeTenantId, destinationId, now, MostInDigest, wake);
            if (due.Count == 0)
            {
                return await outbox.NextDueAsync(homeTenantId, destinationId, wake);
            }

            if (!destination.Enabled)
            {
                await SetAllAsync(due, DeliveryState.Dropped, null, "The destination was switched off.");
            }
            else if (destination.Settings.QuietAt(now) is { } quiet)
            {
                // Quiet hours that began, or were changed, since it was written down.
                await (quiet.Dropped
                    ? SetAllAsync(due, DeliveryState.Dropped, null, QuietWords.Dropped)
                    : SetAllAsync(due, DeliveryState.Held, quiet.Until, null));
            }
            else if (due.Where(one => one.State == DeliveryState.Held).ToList() is { Count: > 1 } held)
            {
                await outbox.TryGatherAsync(homeTenantId, held, DigestOf(destinationId, held, now), wake);
            }
            else
            {
                foreach (var delivery in due.Take(AtOnce))
                {
                    wake.ThrowIfCancellationRequested();
                    await SendAsync(destination, delivery, wake);
                }
            }
        }

        return null;
    }

    /// <summary>One attempt that is made now, whatever the route and the hours say. A boundary: whatever nobody expected of a channel is a result.</summary>
    public async Task<SendResult> TryAsync(Destination destination, Notification notification)
    {
        if (channels.SingleOrDefault(channel => channel.Kind == destination.Channel) is not { } channel)
        {
            return new($"This version of the portal knows no way '{destination.Channel}'.");
        }

        var values = secrets.Open(destination, time.GetUtcNow());
        if (channel.Fields.FirstOrDefault(field => field.Required && values[field.Name] is null) is { } missing)
        {
            return new($"'{missing.Title}' is missing, or can be read no more. Enter it in the settings.");
        }

        try
        {
            // What is begun is brought to its end: an attempt that is broken off may have arrived, and would be made again.
            return await channel.SendAsync(notification, values, CancellationToken.None);
        }
        catch (Exception problem)
        {
            LogUnexpected(notification.Id, destination.Id, problem);
            return new($"Something unexpected happened; it is in the log under notification {notification.Id}.");
        }
    }

    private async Task SendAsync(Destination destination, Delivery delivery, CancellationToken cancellationToken)
    {
        if (!await outbox.TryBookAsync(delivery, time.GetUtcNow() + LongestAttempt, cancellationToken))
        {
            // This instance was asleep, and another one has it.
            return;
        }

        using var span = WorkMeter.Spans.StartActivity("notification.send")?.SetTag("notification.id", delivery.Notification.Id).SetTag("notification.channel", destination.Channel);
        var result = await TryAsync(destination, delivery.Notification);
        var state = result.Sent ? DeliveryState.Sent : delivery.Attempts + 1 >= MostAttempts ? DeliveryState.GivenUp : DeliveryState.Waiting;
        meter.Tried(destination.Channel, state);
        if (result.Sent)
        {
            await outbox.SetAsync(delivery.Id, DeliveryState.Sent, null, null, CancellationToken.None);
            LogSent(delivery.Notification.Id, delivery.Notification.Kind, destination.Id);
        }
        else if (state == DeliveryState.GivenUp)
        {
            await outbox.SetAsync(delivery.Id, DeliveryState.GivenUp, null, result.Problem, CancellationToken.None);
            LogGivenUp(delivery.Notification.Id, destination.Id, delivery.Attempts + 1, result.Problem);
        }
        else
        {
            await outbox.SetAsync(delivery.Id, DeliveryState.Waiting, time.GetUtcNow() + PauseAfter(delivery.Attempts + 1), result.Problem, CancellationToken.None);
            LogPostponed(delivery.Notification.Id, destination.Id, result.Problem);
        }
    }

    private async Task SetAllAsync(IReadOnlyList<Delivery> due, DeliveryState state, DateTimeOffset? dueAt, string? problem)
    {
        foreach (var delivery in due)
        {
            await outbox.SetAsync(delivery.Id, state, dueAt, problem, CancellationToken.None);
        }
    }

    private static Delivery DigestOf(Guid destinationId, IReadOnlyList<Delivery> held, DateTimeOffset now)
    {
        var entries = held.Select(one => one.Notification).OrderBy(one => one.At)
            .Select(one => new DigestEntry(one.Id, NotificationKinds.Of(one.Kind).Type, one.At, one.TenantId, one.DedupeKey, one.Summary)).ToList();
        var id = Guid.NewGuid();
        return new(
            Guid.NewGuid(),
            destinationId,
            new(id, now, null, null, string.Create(CultureInfo.InvariantCulture, $"{entries.Count} things were seen in quiet hours or a pause."), held.Max(one => one.Notification.Severity), $"digest/{id}", new Digest(entries)),
            DeliveryState.Waiting,
            0,
            now,
            now);
    }

    /// <summary>30 s, doubled each time, at most six hours.</summary>
    public static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, TimeSpan.FromSeconds(30).Ticks << Math.Min(attempts - 1, 12)));

    [LoggerMessage(2300, LogLevel.Information, "Notification {NotificationId} ({Kind}) went out to destination {DestinationId}")]
    private partial void LogSent(Guid notificationId, NotificationKind kind, Guid destinationId);

    [LoggerMessage(2301, LogLevel.Warning, "Notification {NotificationId} did not go out to destination {DestinationId}: {Problem}")]
    private partial void LogPostponed(Guid notificationId, Guid destinationId, string problem);

    [LoggerMessage(2302, LogLevel.Error, "Notification {NotificationId} was given up for destination {DestinationId} after {Attempts} attempts: {Problem}")]
    private partial void LogGivenUp(Guid notificationId, Guid destinationId, int attempts, string problem);

    [LoggerMessage(2303, LogLevel.Error, "Notification {NotificationId} failed unexpectedly for destination {DestinationId}")]
    private partial void LogUnexpected(Guid notificationId, Guid destinationId, Exception problem);
}

internal static class QuietWords
{
    public const string Dropped = "It fell into quiet hours, which drop what falls into them.";
}
