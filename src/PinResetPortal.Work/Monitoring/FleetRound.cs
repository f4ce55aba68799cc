using PinResetPortal.Work.Background;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Monitoring;

/// <summary>Counts what is in the database, for <see cref="FleetMeter"/>.</summary>
internal sealed class FleetRound(
    FleetMeter meter,
    IOverviewStore overview,
    IScanStore scans,
    IOperationStore operations,
    IBulkRepairStore bulkRepairs,
    INotificationOutbox outbox,
    IHomeTenants homes,
    TimeProvider time) : IRound
{
    public static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <summary>Among so many of the newest scans a completed one is looked for.</summary>
    private const int NewestScans = 20;

    public string Name => "fleet-figures";

    public TimeSpan? Every => Pace;

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var tenants = new OverviewCounts(0, 0, 0, 0);
        var open = 0;
        DateTimeOffset? scanned = null;
        foreach (var home in homes.Admitted)
        {
            tenants += await overview.CountAsync(home, new OverviewQuery(), now, stopping);
            open += (await scans.RunningAsync(home, stopping)).Count;
            var ended = (await scans.ListAsync(home, NewestScans, stopping)).Where(one => one.Scan.State == ScanState.Completed).Max(one => one.Scan.FinishedAt);
            scanned = ended is null || scanned < ended ? scanned : ended;
        }

        var runs = (await operations.CountUnfinishedAsync(stopping)).GroupBy(StateOf).ToDictionary(group => group.Key, group => group.Sum(same => same.Count));
        meter.Note(new FleetFigures(now, tenants, open, scanned, runs, await bulkRepairs.CountUnfinishedAsync(stopping), await outbox.BacklogAsync(homes.Admitted, stopping)));
    }

    private static OpenOperationState StateOf(OpenRuns runs) => runs switch
    {
        { Interrupted: true } => OpenOperationState.Interrupted,
        { State: OperationState.Pending } => OpenOperationState.Pending,
        { State: OperationState.Verifying } => OpenOperationState.Verifying,
        _ => OpenOperationState.Running,
    };
}
