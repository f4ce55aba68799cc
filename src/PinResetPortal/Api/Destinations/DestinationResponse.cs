using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Api.Destinations;

/// <param name="Settings">The fields of the channel that are no secrets.</param>
/// <param name="Secrets">The secret fields that are set. Their values are never shown.</param>
/// <param name="Revision">To be given back with a change.</param>
/// <param name="NewSecret">A signing secret that the portal made: only in the answer that made it.</param>
internal sealed record DestinationResponse(
    Guid Id,
    string Name,
    string Channel,
    bool Enabled,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<string> Secrets,
    RouteResponse Route,
    QuietResponse? Quiet,
    DateTimeOffset? PausedUntil,
    int Revision,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    string? NewSecret)
{
    public static DestinationResponse From(Destination destination, string? newSecret = null) => new(
        destination.Id,
        destination.Name,
        destination.Channel,
        destination.Enabled,
        destination.Settings.Values,
        [.. destination.Settings.Secrets.Keys.Order(StringComparer.Ordinal)],
        new(destination.Settings.Route.Kinds, destination.Settings.Route.Tags, destination.Settings.Route.Least),
        destination.Settings.Quiet is { } quiet ? new($"{quiet.From:HH:mm}", $"{quiet.To:HH:mm}", quiet.TimeZone, quiet.Then) : null,
        destination.Settings.PausedUntil,
        destination.Revision,
        destination.ChangedAt,
        destination.ChangedBy,
        newSecret);
}

/// <param name="Kinds">Only these; empty: all.</param>
/// <param name="Tags">Only about tenants with one of these tags; empty: about all, and about what concerns no single tenant.</param>
/// <param name="Severity">Only what matters at least so much.</param>
internal sealed record RouteResponse(IReadOnlyList<NotificationKind> Kinds, IReadOnlyList<string> Tags, NotificationSeverity Severity);

/// <param name="To">Earlier than from: on the next day.</param>
internal sealed record QuietResponse(string From, string To, string TimeZone, AfterQuiet Then);

/// <param name="EventId">The id of the event, the same at every attempt.</param>
/// <param name="TenantId">Null: about no single tenant.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttemptAt">Null: it came to its end.</param>
/// <param name="Problem">What the last attempt ended with; null when it was accepted.</param>
internal sealed record DeliveryResponse(
    Guid Id,
    Guid EventId,
    NotificationKind Kind,
    NotificationSeverity Severity,
    Guid? TenantId,
    string Summary,
    DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? EndedAt,
    string? Problem)
{
    public static DeliveryResponse From(Delivery delivery) => new(
        delivery.Id,
        delivery.Notification.Id,
        delivery.Notification.Kind,
        delivery.Notification.Severity,
        delivery.Notification.TenantId?.Value,
        delivery.Notification.Summary,
        delivery.State,
        delivery.Attempts,
        delivery.CreatedAt,
        delivery.DueAt,
        delivery.EndedAt,
        delivery.Problem);
}

/// <param name="Accepted">Whether the receiver took the test.</param>
/// <param name="Problem">Why not.</param>
internal sealed record DestinationTestResponse(bool Accepted, string? Problem);
