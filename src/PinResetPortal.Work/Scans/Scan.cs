using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.Scans;

public enum ScanState
{
    /// <summary>Waits for its first tenant to be taken.</summary>
    Pending,

    Running,

    /// <summary>Every tenant has its result.</summary>
    Completed,

    /// <summary>Somebody stopped it; tenants without a result were skipped.</summary>
    Cancelled,
}

public enum ScanTrigger
{
    /// <summary>A person or an application started it.</summary>
    Request,

    Schedule,
}

/// <summary>A check of many tenants. It outlives the page and the process.</summary>
/// <param name="HomeTenantId">The tenant whose people see it.</param>
/// <param name="StartedBy">Whose tokens are used where app-only access was not granted; an application for a scheduled scan.</param>
/// <param name="Refresh">True: read Graph. False: a tenant that has an answer keeps it.</param>
/// <param name="StartedAt">When the first tenant was taken.</param>
public sealed record Scan(
    Guid Id,
    TenantId HomeTenantId,
    ScanTrigger Trigger,
    OperationActor StartedBy,
    bool Refresh,
    ScanState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null)
{
    public bool IsFinished => State is ScanState.Completed or ScanState.Cancelled;
}

/// <summary>A scan and how far it is, counted by the database, so that every instance tells the same.</summary>
/// <param name="Total">Tenants of the scan.</param>
/// <param name="Done">Tenants with a result, whatever it is.</param>
/// <param name="Failed">Of these, the ones that could not be read for a technical reason: see <see cref="ScanOutcome.Failed"/>.</param>
/// <param name="Blocked">Of these, the ones that let nobody read: consent, sign-in or relationship is missing.</param>
/// <param name="Reading">Tenants that are being read now.</param>
/// <param name="Throttled">Of these, the ones that wait because Graph asked for it.</param>
public sealed record ScanProgress(Scan Scan, int Total, int Done, int Failed, int Blocked, int Reading, int Throttled)
{
    /// <summary>Results per second since the first tenant was taken; null before anything can be told.</summary>
    public double? RatePerSecond(DateTimeOffset now) =>
        Done > 0 && Scan.StartedAt is { } start && ((Scan.FinishedAt ?? now) - start).TotalSeconds is var seconds and > 0.5 ? Done / seconds : null;

    /// <summary>How long it takes yet at the present rate; null when that cannot be told or it is finished.</summary>
    public TimeSpan? Remaining(DateTimeOffset now) =>
        !Scan.IsFinished && RatePerSecond(now) is { } rate ? TimeSpan.FromSeconds((Total - Done) / rate) : null;
}
