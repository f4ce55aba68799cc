using System.Globalization;
using System.Text;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>What people read in cards and mails: the sentence, and what is listed under it. Names come from tenants; each stays on its line.</summary>
internal static class NotificationFacts
{
    public static string SummaryOf(Notification notification) => Line(notification.Summary);

    public static IReadOnlyList<EventFact> Of(Notification notification) => [.. Raw(notification).Select(fact => fact with { Value = Line(fact.Value) })];

    private static IReadOnlyList<EventFact> Raw(Notification notification) =>
    [
        .. notification.TenantId is { } id ? [new EventFact("Tenant", notification.TenantName ?? $"{id}"), new EventFact("Tenant id", $"{id}")] : Array.Empty<EventFact>(),
        .. notification.Data.Facts(),
        new EventFact("Seen", notification.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Blanks for what begins a line or turns the direction of writing: else a name could forge a line, or a link of ours.</summary>
    private static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var forges = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
            line.Append(forges ? " " : rune.ToString());
        }

        return line.ToString();
    }
}
