using System.Globalization;
using System.Text.Json.Serialization;
using PinResetPortal.Core.Tenants;
using Quartz;

namespace PinResetPortal.Work.Reports;

public enum ReportRhythm
{
    /// <summary>On one day of the week, about the seven days before.</summary>
    Weekly,

    /// <summary>On one day of the month, about the month before.</summary>
    Monthly,
}

/// <summary>When a report goes out.</summary>
/// <param name="Weekday">Of a weekly one.</param>
/// <param name="Day">Of a monthly one: 1 to <see cref="LastDay"/>, which every month has.</param>
/// <param name="At">By the clocks of the time zone.</param>
/// <param name="TimeZone">An IANA name.</param>
public sealed record ReportTiming(ReportRhythm Rhythm, DayOfWeek Weekday, int Day, TimeOnly At, string TimeZone)
{
    public const int LastDay = 28;

    /// <summary>UTC where this machine does not know the zone any more.</summary>
    [JsonIgnore]
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <returns>The first time after a moment; Quartz knows what becomes of times that the clocks jump over.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        var days = Rhythm == ReportRhythm.Weekly ? $"? * {(int)Weekday + 1}" : string.Create(CultureInfo.InvariantCulture, $"{Day} * ?");
        return CronExpression.TryParse(string.Create(CultureInfo.InvariantCulture, $"0 {At.Minute} {At.Hour} {days}"), out var cron)
            ? cron.WithTimeZone(Zone).GetNextValidTimeAfter(moment)
            : null;
    }

    /// <returns>Where the period that ends at a moment begins: a week or a month earlier by the same clocks.</returns>
    public DateTimeOffset PeriodBefore(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone).DateTime;
        var begin = Rhythm == ReportRhythm.Weekly ? local.AddDays(-7) : local.AddMonths(-1);
        return new DateTimeOffset(begin, Zone.GetUtcOffset(begin)).ToUniversalTime();
    }
}

/// <summary>Which tenants a report is about: those with a tag, one, or all.</summary>
public sealed record ReportScope(string? Tag = null, TenantId? TenantId = null);

/// <summary>A report as somebody enters it.</summary>
/// <param name="DestinationId">The mail destination whose server and sender it goes by.</param>
/// <param name="To">Mail addresses; none: the destination's own.</param>
public sealed record ReportDraft(string Name, bool Enabled, ReportScope Scope, ReportTiming Timing, Guid DestinationId, IReadOnlyList<string> To);

/// <summary>A report that a home tenant wants again and again.</summary>
/// <param name="Revision">Raised by every save; a save of an old revision fails.</param>
public sealed record ReportSchedule(Guid Id, ReportDraft Wanted, int Revision, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>All of a home tenant, as its settings keep them.</summary>
internal sealed record ReportSchedules(IReadOnlyList<ReportSchedule> All)
{
    public const string SettingsKey = "reports";

    public static readonly ReportSchedules None = new([]);
}

/// <summary>What became of the last time that a report was due.</summary>
/// <param name="For">When it was due.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Again">When it is tried again; null: it came to its end.</param>
/// <param name="SentAt">When it was accepted; null: it was not.</param>
/// <param name="Problem">What the last attempt ended with; null when it was accepted.</param>
public sealed record ReportDelivery(DateTimeOffset For, int Attempts, DateTimeOffset? Again, DateTimeOffset? SentAt = null, string? Problem = null);

/// <summary>A report with what became of it, and when it goes out next.</summary>
/// <param name="NextAt">Null: it is switched off.</param>
public sealed record ReportState(ReportSchedule Schedule, ReportDelivery? Last, DateTimeOffset? NextAt);
