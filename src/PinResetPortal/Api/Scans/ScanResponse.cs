using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Api.Scans;

/// <param name="Total">Tenants of the scan.</param>
/// <param name="Done">Tenants with a result, whatever it is.</param>
/// <param name="Failed">Of these, the ones that could not be read for a technical reason (throttled to the end, no answer).</param>
/// <param name="Blocked">Of these, the ones that let nobody read: app-only not granted, sign-in needed, relationship ended…</param>
/// <param name="Reading">Tenants that are being read now.</param>
/// <param name="Throttled">Of these, the ones that wait because Graph asked for it.</param>
/// <param name="RatePerSecond">Results per second so far; null before anything can be told.</param>
/// <param name="RemainingSeconds">At that rate; null when it cannot be told or it is over.</param>
internal sealed record ScanResponse(
    Guid Id,
    ScanState State,
    int Total,
    int Done,
    int Failed,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    int Blocked,
    int Reading,
    int Throttled,
    double? RatePerSecond,
    double? RemainingSeconds,
    ScanTrigger Trigger,
    string StartedBy)
{
    public static ScanResponse From(ScanProgress progress, DateTimeOffset now) => new(
        progress.Scan.Id,
        progress.Scan.State,
        progress.Total,
        progress.Done,
        progress.Failed,
        progress.Scan.StartedAt ?? progress.Scan.CreatedAt,
        progress.Scan.FinishedAt,
        progress.Blocked,
        progress.Reading,
        progress.Throttled,
        progress.RatePerSecond(now) is { } rate ? Math.Round(rate, 2) : null,
        progress.Remaining(now) is { } remaining ? Math.Round(remaining.TotalSeconds) : null,
        progress.Scan.Trigger,
        progress.Scan.StartedBy.Name);
}

/// <param name="Outcome">Null: no result yet.</param>
/// <param name="Verdict">Null: not read.</param>
/// <param name="Reason">Why it was not read and what to do.</param>
/// <param name="HttpRequests">What reading it cost.</param>
internal sealed record ScanItemResponse(
    Guid TenantId, string DisplayName, ScanItemState State, ScanOutcome? Outcome, Verdict? Verdict, string? Reason, int HttpRequests, int Attempts, DateTimeOffset? FinishedAt)
{
    public static ScanItemResponse From(ScanItem item) => new(
        item.TenantId.Value,
        item.DisplayName,
        item.State,
        item.Result?.Outcome,
        item.Result?.Verdict,
        item.Result?.Reason,
        item.Result?.HttpRequests ?? 0,
        item.Attempts,
        item.FinishedAt);
}
