using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Schema;

internal sealed class ScanItemRow
{
    public required Guid ScanId { get; init; }

    public required TenantId TenantId { get; init; }

    public ScanItemState State { get; set; }

    /// <summary>The chunk in which it is read.</summary>
    public int Part { get; init; }

    public int Attempts { get; set; }

    public bool Throttled { get; set; }

    public ScanOutcome? Outcome { get; set; }

    public Verdict? Verdict { get; set; }

    public string? Reason { get; set; }

    public int HttpRequests { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public ScanItem ToItem(string? displayName) => new(
        ScanId,
        TenantId,
        displayName ?? TenantId.ToString(),
        State,
        Attempts,
        Outcome is { } outcome ? new ScanResult(outcome, Verdict, Reason, HttpRequests) : null,
        FinishedAt);
}
