using System.Globalization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Reports;

namespace PinResetPortal.Components.Settings;

/// <summary>Which tenants a report is about, as a person chooses it.</summary>
public enum ReportAbout
{
    All,
    Tag,
    One,
}

/// <summary>A report as it stands in the form.</summary>
public sealed class ReportEdit
{
    private readonly object _atFirst;

    /// <param name="destinationId">What is chosen at first of a new one.</param>
    public ReportEdit(ReportSchedule? saved, Guid destinationId)
    {
        Saved = saved;
        var wanted = saved?.Wanted ?? new ReportDraft("Weekly report", true, new ReportScope(), new(ReportRhythm.Weekly, DayOfWeek.Monday, 1, new TimeOnly(7, 0), "Etc/UTC"), destinationId, []);
        (Name, Enabled, DestinationId) = (wanted.Name, wanted.Enabled, wanted.DestinationId);
        (About, Tag, TenantId) = (wanted.Scope.TenantId is not null ? ReportAbout.One : wanted.Scope.Tag is not null ? ReportAbout.Tag : ReportAbout.All, wanted.Scope.Tag ?? "", wanted.Scope.TenantId);
        (Rhythm, Weekday, Day, TimeZone) = (wanted.Timing.Rhythm, wanted.Timing.Weekday, wanted.Timing.Day, wanted.Timing.TimeZone);
        At = wanted.Timing.At.ToString("HH:mm", CultureInfo.InvariantCulture);
        To = string.Join(", ", wanted.To);
        _atFirst = Everything;
    }

    /// <summary>Null: a new one.</summary>
    public ReportSchedule? Saved { get; }

    public string Name { get; set; }

    public bool Enabled { get; set; }

    public ReportAbout About { get; set; }

    public string Tag { get; set; }

    public TenantId? TenantId { get; set; }

    public ReportRhythm Rhythm { get; set; }

    public DayOfWeek Weekday { get; set; }

    public int Day { get; set; }

    public string At { get; set; }

    public string TimeZone { get; set; }

    public Guid DestinationId { get; set; }

    /// <summary>Separated by commas.</summary>
    public string To { get; set; }

    /// <summary>Something in the form is not as it was saved.</summary>
    public bool IsChanged => !Everything.Equals(_atFirst);

    private object Everything => ((Name, Enabled, About, Tag, TenantId), (Rhythm, Weekday, Day, At, TimeZone), (DestinationId, To));

    /// <returns>The report, or what is missing before it is one.</returns>
    public (ReportDraft? Draft, string? Problem) ToDraft() =>
        !TimeOnly.TryParse(At, CultureInfo.InvariantCulture, out var at) ? (null, "Enter a time of day, such as 07:00.")
        : About == ReportAbout.Tag && string.IsNullOrWhiteSpace(Tag) ? (null, "Enter the tag.")
        : About == ReportAbout.One && TenantId is null ? (null, "Choose the tenant.")
        : (new(
            Name,
            Enabled,
            new(About == ReportAbout.Tag ? Tag : null, About == ReportAbout.One ? TenantId : null),
            new(Rhythm, Weekday, Day, at, TimeZone.Trim()),
            DestinationId,
            To.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), null);
}

/// <summary>A report in a line.</summary>
internal static class ReportScheduleWords
{
    /// <param name="nameOf">The name of a tenant.</param>
    public static string Of(ReportDraft wanted, Func<TenantId, string> nameOf)
    {
        var about = wanted.Scope.TenantId is { } id ? nameOf(id) : wanted.Scope.Tag is { } tag ? $"tenants with the tag {tag}" : "all tenants";
        var when = wanted.Timing.Rhythm == ReportRhythm.Weekly ? $"every {wanted.Timing.Weekday}" : string.Create(CultureInfo.InvariantCulture, $"on day {wanted.Timing.Day} of every month");
        return $"{(wanted.Enabled ? "" : "switched off · ")}{about} · {when} at {wanted.Timing.At.ToString("HH:mm", CultureInfo.InvariantCulture)} ({wanted.Timing.TimeZone})";
    }
}
