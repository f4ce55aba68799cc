using System.Globalization;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>What cards and mails list under the sentence.</summary>
internal static class NotificationFacts
{
    public static IReadOnlyList<EventFact> Of(Notification notification) =>
    [
        .. notification.TenantId is { } id ? [new EventFact("Tenant", notification.TenantName ?? $"{id}"), new EventFact("Tenant id", $"{id}")] : Array.Empty<EventFact>(),
        .. notification.Data.Facts(),
        new EventFact("Seen", notification.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];
}
