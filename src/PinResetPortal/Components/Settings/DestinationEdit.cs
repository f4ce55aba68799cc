using System.Globalization;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Components.Settings;

/// <summary>A destination as it stands in the form. A secret is never shown again; an empty field keeps it.</summary>
public sealed class DestinationEdit
{
    private readonly object _atFirst;

    public DestinationEdit(INotificationChannel channel, Destination? saved)
    {
        (Channel, Saved) = (channel, saved);
        var settings = saved?.Settings ?? new DestinationSettings { Route = new DestinationRoute { Least = NotificationSeverity.Warning } };
        Name = saved?.Name ?? channel.Title;
        Enabled = saved?.Enabled ?? true;
        foreach (var field in channel.Fields)
        {
            Values[field.Name] = field.IsSecret ? "" : saved is null ? field.Preset ?? "" : settings.Values.GetValueOrDefault(field.Name, "");
        }

        Kinds = [.. settings.Route.Kinds];
        Tags = string.Join(", ", settings.Route.Tags);
        Least = settings.Route.Least;
        IsQuiet = settings.Quiet is not null;
        From = Text(settings.Quiet?.From ?? new TimeOnly(22, 0));
        To = Text(settings.Quiet?.To ?? new TimeOnly(6, 30));
        TimeZone = settings.Quiet?.TimeZone ?? "Etc/UTC";
        Then = settings.Quiet?.Then ?? AfterQuiet.Digest;
        PausedUntil = settings.PausedUntil?.UtcDateTime;
        _atFirst = Everything;
    }

    public INotificationChannel Channel { get; }

    /// <summary>Null: a new one.</summary>
    public Destination? Saved { get; }

    public string Name { get; set; }

    public bool Enabled { get; set; }

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public HashSet<NotificationKind> Kinds { get; }

    /// <summary>Separated by commas.</summary>
    public string Tags { get; set; }

    public NotificationSeverity Least { get; set; }

    public bool IsQuiet { get; set; }

    public string From { get; set; }

    public string To { get; set; }

    public string TimeZone { get; set; }

    public AfterQuiet Then { get; set; }

    /// <summary>In UTC.</summary>
    public DateTime? PausedUntil { get; set; }

    /// <summary>Something in the form is not as it was saved.</summary>
    public bool IsChanged => !Everything.Equals(_atFirst);

    private object Everything => (
        (Name, Enabled, string.Join('\n', Channel.Fields.Select(one => Values[one.Name]))),
        (string.Join(',', Kinds.Order()), Tags, Least),
        (IsQuiet, From, To, TimeZone, Then, PausedUntil));

    public bool IsKept(ChannelField field) => Saved?.Settings.Secrets.ContainsKey(field.Name) == true;

    /// <returns>Null when the quiet hours are no times.</returns>
    public DestinationDraft? ToDraft()
    {
        QuietHours? quiet = null;
        if (IsQuiet)
        {
            if (!TimeOnly.TryParse(From, CultureInfo.InvariantCulture, out var from) || !TimeOnly.TryParse(To, CultureInfo.InvariantCulture, out var to))
            {
                return null;
            }

            quiet = new(from, to, TimeZone.Trim(), Then);
        }

        return new(
            Name,
            Channel.Kind,
            Enabled,
            Values,
            new DestinationRoute { Kinds = [.. Kinds.Order()], Tags = Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Least = Least },
            quiet,
            PausedUntil is { } until ? new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc)) : null);
    }

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
