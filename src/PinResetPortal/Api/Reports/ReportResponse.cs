using System.Globalization;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Reports;

namespace PinResetPortal.Api.Reports;

/// <param name="Weekday">Of a weekly one.</param>
/// <param name="Day">Of a monthly one.</param>
/// <param name="Tag">Only about tenants with this tag.</param>
/// <param name="TenantId">Only about this tenant. With neither it is about all tenants.</param>
/// <param name="To">Mail addresses; empty: those of the destination.</param>
/// <param name="Revision">To be given back with a change.</param>
/// <param name="NextAt">When it goes out next, or is tried again; null: it is switched off.</param>
/// <param name="Last">What became of it when it was due last; null: it was not yet.</param>
internal sealed record ReportResponse(
    Guid Id,
    string Name,
    bool Enabled,
    string? Tag,
    Guid? TenantId,
    ReportRhythm Rhythm,
    DayOfWeek? Weekday,
    int? Day,
    string At,
    string TimeZone,
    Guid DestinationId,
    IReadOnlyList<string> To,
    int Revision,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    DateTimeOffset? NextAt,
    ReportDeliveryResponse? Last)
{
    public static ReportResponse From(ReportState state)
    {
        var (schedule, wanted, timing) = (state.Schedule, state.Schedule.Wanted, state.Schedule.Wanted.Timing);
        return new(
            schedule.Id,
            wanted.Name,
            wanted.Enabled,
            wanted.Scope.Tag,
            wanted.Scope.TenantId?.Value,
            timing.Rhythm,
            timing.Rhythm == ReportRhythm.Weekly ? timing.Weekday : null,
            timing.Rhythm == ReportRhythm.Monthly ? timing.Day : null,
            timing.At.ToString("HH:mm", CultureInfo.InvariantCulture),
            timing.TimeZone,
            wanted.DestinationId,
            wanted.To,
            schedule.Revision,
            schedule.ChangedAt,
            schedule.ChangedBy,
            state.NextAt,
            state.Last is { } last ? new(last.For, last.Attempts, last.SentAt, last.Again, last.Problem) : null);
    }
}

/// <param name="Due">When it was due.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="SentAt">When the mail server took it; null: it did not.</param>
/// <param name="NextTryAt">When it is tried again; null: it came to its end.</param>
/// <param name="Problem">What the last try ended with; null when it was accepted.</param>
internal sealed record ReportDeliveryResponse(DateTimeOffset Due, int Attempts, DateTimeOffset? SentAt, DateTimeOffset? NextTryAt, string? Problem);

/// <param name="Sent">Whether the mail server took it.</param>
/// <param name="Problem">Why it did not; null when it did.</param>
internal sealed record ReportSentResponse(bool Sent, string? Problem)
{
    public static ReportSentResponse From(SendResult? result) => new(result is { Sent: true }, result?.Problem);
}
