using System.Diagnostics.Metrics;
using PinResetPortal.Core.Checks;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Work.Monitoring;

/// <summary>
/// Metrics of what is in the database. They are read by rounds, never when somebody collects metrics. On a cluster a round falls to any
/// instance: what an instance has not read again for a while it no longer says, so that an old number does not stand beside a new one.
/// </summary>
internal sealed class FleetMeter
{
    /// <summary>Three rounds.</summary>
    public static readonly TimeSpan FleetLasts = 3 * FleetRound.Pace;

    /// <summary>A verification may take its time.</summary>
    public static readonly TimeSpan AuditLasts = 2.5 * AuditRound.Pace;

    private static readonly BulkRepairState[] OpenBulkRepairs = [BulkRepairState.Planning, BulkRepairState.Planned, BulkRepairState.Running, BulkRepairState.PilotDone, BulkRepairState.Stopped];

    private readonly TimeProvider _time;
    private FleetFigures? _fleet;
    private AuditFigures? _audit;

    public FleetMeter(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(WorkMeter.Name);
        meter.CreateObservableGauge("pinreset.tenant.verdicts", () => Each(Fleet, "verdict", Enum.GetValues<OverviewVerdict>(), (fleet, verdict) => fleet.Tenants.Of(verdict)), "{tenant}", "Tenants by verdict.");
        meter.CreateObservableGauge("pinreset.tenant.stages", () => Each(Fleet, "stage", Enum.GetValues<TenantStage>(), (fleet, stage) => fleet.Tenants.Stages.GetValueOrDefault(stage)), "{tenant}", "Tenants by stage.");
        meter.CreateObservableGauge("pinreset.tenant.unread", () => One(Fleet, fleet => fleet.Tenants.Unread), "{tenant}", "Tenants that could not be read when it was tried last.");
        meter.CreateObservableGauge("pinreset.scan.open", () => One(Fleet, fleet => fleet.OpenScans), "{scan}", "Scans that are not finished.");
        meter.CreateObservableGauge("pinreset.scan.age", () => One(Fleet, fleet => Since(fleet.ScannedAt)), "s", "Time since a scan was completed.");
        meter.CreateObservableGauge("pinreset.operation.open", () => Each(Fleet, "state", Enum.GetValues<OpenOperationState>(), (fleet, state) => fleet.OpenOperations.GetValueOrDefault(state)), "{operation}", "Runs that are not finished, by state.");
        meter.CreateObservableGauge("pinreset.bulk_repair.open", () => Each(Fleet, "state", OpenBulkRepairs, (fleet, state) => fleet.OpenBulkRepairs.GetValueOrDefault(state)), "{repair}", "Bulk repairs that are not finished, by state.");
        meter.CreateObservableGauge("pinreset.notification.backlog", () => Each(Fleet, "state", [Notifications.DeliveryState.Waiting, Notifications.DeliveryState.Held], (fleet, state) => fleet.Notifications.Of(state)), "{notification}", "Notifications that are still to be told, by state.");
        meter.CreateObservableGauge("pinreset.notification.age", () => One(Fleet, fleet => Since(fleet.Notifications.WaitingSince) ?? 0), "s", "How long the oldest notification that is to be sent has waited.");
        meter.CreateObservableGauge("pinreset.audit.entries", () => One(Audit, audit => audit.Entries), "{entry}", "Entries of the audit logs that were verified.");
        meter.CreateObservableGauge("pinreset.audit.problems", () => One(Audit, audit => audit.Problems), "{problem}", "What does not hold in the audit logs.");
        meter.CreateObservableGauge("pinreset.audit.untold", () => One(Audit, audit => audit.Untold), "{problem}", "What of the audit logs could not be told.");
    }

    private FleetFigures? Fleet => _fleet is { } fleet && _time.GetUtcNow() - fleet.At < FleetLasts ? fleet : null;

    private AuditFigures? Audit => _audit is { } audit && _time.GetUtcNow() - audit.At < AuditLasts ? audit : null;

    public void Note(FleetFigures figures) => _fleet = figures;

    public void Note(AuditFigures figures) => _audit = figures;

    private double? Since(DateTimeOffset? at) => at is { } moment ? Math.Max(0, (_time.GetUtcNow() - moment).TotalSeconds) : null;

    private static IEnumerable<Measurement<double>> One<T>(T? figures, Func<T, double?> value)
        where T : class => figures is not null && value(figures) is { } measured ? [new(measured)] : [];

    private static IEnumerable<Measurement<long>> Each<T, TWhat>(T? figures, string name, IReadOnlyList<TWhat> all, Func<T, TWhat, int> value)
        where T : class
        where TWhat : struct, Enum => figures is null ? [] : [.. all.Select(what => new Measurement<long>(value(figures, what), Tag.Of(name, what)))];
}
