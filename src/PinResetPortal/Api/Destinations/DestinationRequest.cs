using System.Globalization;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Api.Destinations;

/// <param name="Name">What people call it.</param>
/// <param name="Channel">webhook, teams, slack or mail.</param>
/// <param name="Settings">The fields of the channel, as docs/events.md lists them. A secret that is left out stays as it is.</param>
/// <param name="Enabled">True (as when left out): it is told.</param>
/// <param name="Route">What it is told; everything when left out.</param>
/// <param name="Quiet">When it is not told; never when left out.</param>
/// <param name="PausedUntil">Until then everything is kept, and told afterwards as one.</param>
/// <param name="Revision">The revision that was read; needed to change one.</param>
internal sealed record DestinationRequest(
    string Name,
    string Channel,
    IReadOnlyDictionary<string, string?>? Settings = null,
    bool? Enabled = true,
    RouteRequest? Route = null,
    QuietRequest? Quiet = null,
    DateTimeOffset? PausedUntil = null,
    int? Revision = null)
{
    /// <returns>The draft; null with what is wrong.</returns>
    public (DestinationDraft? Draft, Dictionary<string, string> Errors) Read()
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Route?.Kinds?.Any(kind => NotificationKinds.Routed.All(one => one.Kind != kind)) == true || Route?.Tags?.Any(string.IsNullOrWhiteSpace) == true)
        {
            errors["route"] = "A route takes kinds that can be chosen, and tags with letters.";
        }

        QuietHours? quiet = null;
        if (Quiet is not null)
        {
            if (TimeOnly.TryParseExact(Quiet.From, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
                && TimeOnly.TryParseExact(Quiet.To, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to))
            {
                quiet = new(from, to, Quiet.TimeZone ?? "", Quiet.Then ?? AfterQuiet.Digest);
            }
            else
            {
                errors["quiet"] = "from and to are times such as 22:00.";
            }
        }

        var values = (Settings ?? new Dictionary<string, string?>()).ToDictionary(one => one.Key, one => one.Value ?? "", StringComparer.Ordinal);
        return errors.Count > 0 ? (null, errors) : (
            new(
                Name ?? "", Channel ?? "", Enabled ?? true, values,
                new DestinationRoute { Kinds = Route?.Kinds ?? [], Tags = Route?.Tags ?? [], Least = Route?.Severity ?? NotificationSeverity.Information }, quiet, PausedUntil),
            errors);
    }
}

/// <param name="Kinds">Only these; all when left out or empty.</param>
/// <param name="Tags">Only about tenants with one of these tags; about all, and about what concerns no single tenant, when left out or empty.</param>
/// <param name="Severity">Only what matters at least so much; everything when left out.</param>
internal sealed record RouteRequest(IReadOnlyList<NotificationKind>? Kinds = null, IReadOnlyList<string>? Tags = null, NotificationSeverity? Severity = null);

/// <param name="From">A time such as 22:00.</param>
/// <param name="To">A time such as 06:30; earlier than from: on the next day.</param>
/// <param name="TimeZone">By whose clocks: an IANA name such as Europe/Berlin.</param>
/// <param name="Then">What becomes of what fell into them; digest when left out.</param>
internal sealed record QuietRequest(string From, string To, string TimeZone, AfterQuiet? Then = AfterQuiet.Digest);
