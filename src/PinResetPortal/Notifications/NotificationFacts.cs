using System.Globalization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>What people read in cards and mails: the sentence, and what is listed under it. Names come from tenants; each stays on its line.</summary>
internal static class NotificationFacts
{
    public static string SummaryOf(Notification notification) => OneLine.Of(notification.Summary);

    public static IReadOnlyList<EventFact> Of(Notification notification) => [.. Raw(notification).Select(fact => fact with { Value = OneLine.Of(fact.Value) })];

    private static IReadOnlyList<EventFact> Raw(Notification notification) =>
    [
        .. notification.TenantId is { } id ? [new EventFact("Tenant", notification.TenantName ?? $"{id}"), new EventFact("Tenant id", $"{id}")] : Array.Empty<EventFact>(),
        .. notification.Data.Facts(),
        new EventFact("Seen", notification.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];
}
