using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Work.Monitoring;

/// <summary>What the database says of everything at one moment, over all home tenants on the allow list.</summary>
/// <param name="Tenants">A tenant on the lists of two home tenants counts twice: each has an answer of its own.</param>
/// <param name="OpenScans">Scans that are not finished.</param>
/// <param name="ScannedAt">When the newest completed scan ended, of the home tenant for which that is longest ago; null: no scan was completed.</param>
/// <param name="OpenOperations">Runs that are not finished, by state; one that waits for somebody is counted as interrupted alone.</param>
/// <param name="OpenBulkRepairs">Bulk repairs that are not finished, by state.</param>
internal sealed record FleetFigures(
    DateTimeOffset At,
    OverviewCounts Tenants,
    int OpenScans,
    DateTimeOffset? ScannedAt,
    IReadOnlyDictionary<OpenOperationState, int> OpenOperations,
    IReadOnlyDictionary<BulkRepairState, int> OpenBulkRepairs,
    NotificationBacklog Notifications);

internal enum OpenOperationState
{
    Pending,
    Running,
    Verifying,

    /// <summary>It waits until somebody finishes it or takes it back.</summary>
    Interrupted,
}

/// <summary>What verifying the audit logs of all home tenants found.</summary>
/// <param name="Problems">0: every log holds.</param>
/// <param name="Untold">What nobody could tell from what is there.</param>
internal sealed record AuditFigures(DateTimeOffset At, long Entries, int Problems, int Untold);
