using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>The one way in for what was seen.</summary>
public interface INotificationTeller
{
    /// <summary>Takes note of what was seen, and gives it to the destinations of the home tenant that want it. Once for each state of its subject.</summary>
    /// <param name="homeTenantId">Whose matter it is: only its destinations hear of it.</param>
    Task TellAsync(TenantId homeTenantId, IReadOnlyCollection<Observation> seen, CancellationToken cancellationToken);
}

internal sealed class NotificationTeller(INotificationOutbox outbox, IDestinationStore destinations, ITenantStore tenants, IBackground background, TimeProvider time) : INotificationTeller
{
    public async Task TellAsync(TenantId homeTenantId, IReadOnlyCollection<Observation> seen, CancellationToken cancellationToken)
    {
        var open = (await destinations.ListAsync(homeTenantId, cancellationToken)).Where(one => one.Enabled).ToList();
        var tags = open.Any(one => one.Settings.Route.Tags.Count > 0)
            ? (await tenants.ListAsync(homeTenantId, cancellationToken)).ToDictionary(tenant => tenant.Id, tenant => tenant.Tags)
            : [];
        var now = time.GetUtcNow();
        var routed = seen.Select(one => new RoutedObservation(one, To(one.Notification, open, tags, now))).ToList();
        await outbox.NoteAsync(homeTenantId, routed, cancellationToken);
        foreach (var id in routed.SelectMany(one => one.To).Where(draft => draft.State == DeliveryState.Waiting).Select(draft => draft.DestinationId).Distinct())
        {
            await background.StartAsync(DestinationWork.Item(homeTenantId, id, notBefore: null), cancellationToken);
        }
    }

    private static List<DeliveryDraft> To(Notification? notification, List<Destination> open, Dictionary<TenantId, IReadOnlyList<string>> tags, DateTimeOffset now)
    {
        if (notification is null)
        {
            return [];
        }

        var ofTenant = notification.TenantId is { } id ? tags.GetValueOrDefault(id) ?? [] : [];
        return [.. open.Where(one => one.Settings.Route.Takes(notification, ofTenant)).Select(one => Draft(one, now))];
    }

    private static DeliveryDraft Draft(Destination destination, DateTimeOffset now) => destination.Settings.QuietAt(now) switch
    {
        null => new(destination.Id, DeliveryState.Waiting, now),
        { Dropped: true } => new(destination.Id, DeliveryState.Dropped, null, QuietWords.Dropped),
        { Until: var until } => new(destination.Id, DeliveryState.Held, until),
    };
}
