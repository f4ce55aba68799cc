using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Reports;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Reports;

/// <summary>Puts reports together out of what is stored for one home tenant: reads nothing from the tenants.</summary>
internal sealed class ReportMaker(ITenantStore tenants, IReadinessStore readiness, IOperationStore operations, CheckCatalog checks, TimeProvider time)
{
    /// <summary>Repairs beyond these are counted, and not listed.</summary>
    private const int MostRepairs = 200;

    private const int MostCounted = 2000;

    /// <param name="from">Where the period begins; it ends now.</param>
    public async Task<FleetReport> MakeAsync(TenantId homeTenantId, ReportSchedule schedule, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var (now, scope) = (time.GetUtcNow(), schedule.Wanted.Scope);
        var mine = (await tenants.ListAsync(homeTenantId, cancellationToken))
            .Where(tenant => (scope.TenantId is not { } one || tenant.Id == one) && (scope.Tag is not { } tag || tenant.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))).ToList();
        var then = await readiness.MarksAtAsync(homeTenantId, from, cancellationToken);
        var reports = new List<TenantReport>();
        foreach (var tenant in mine)
        {
            var answer = await readiness.LatestAsync(new(homeTenantId, tenant.Id), cancellationToken);
            reports.Add(TenantReport.Of(tenant, ThenOf(then.GetValueOrDefault(tenant.Id), from), answer, now, OverviewQuery.StaleAfter, checks.TitleOf));
        }

        var repairs = new List<ReportedRepair>();
        var names = reports.ToDictionary(one => one.TenantId, one => one.Name);
        foreach (var id in await operations.EndedSinceAsync(homeTenantId, from, MostCounted, cancellationToken))
        {
            if (await operations.FindAsync(homeTenantId, id, cancellationToken) is { IsFinished: true } run && names.TryGetValue(run.TenantId, out var name))
            {
                repairs.Add(Of(run, name));
            }
        }

        return FleetReport.Of(schedule.Wanted.Name, ScopeWords(scope, mine), from, now, reports, repairs, MostRepairs);
    }

    private static Stand ThenOf(ReadinessMark? mark, DateTimeOffset from) =>
        mark is null ? new(StandKind.NotChecked) : Stand.At(from, mark.Verdict, mark.Stage, mark.LastSeenAt ?? mark.ReadAt, OverviewQuery.StaleAfter);

    private ReportedRepair Of(Operation run, string name) => new(
        run.TenantId,
        name,
        run.Kind == OperationKind.Undo,
        [.. run.Steps.Select(step => step.Planned.CheckId).Distinct(StringComparer.Ordinal).Select(checks.TitleOf)],
        run.State switch
        {
            OperationState.Verified => RepairEnd.Verified,
            OperationState.NotYetVisible => RepairEnd.NotYetVisible,
            OperationState.Cancelled => RepairEnd.Cancelled,
            OperationState.Undone => RepairEnd.Undone,
            _ => RepairEnd.Failed,
        },
        run.UpdatedAt);

    private static string ScopeWords(ReportScope scope, List<Tenant> mine) =>
        scope.TenantId is { } id ? mine.FirstOrDefault()?.DisplayName ?? $"Tenant {id}"
        : scope.Tag is { } tag ? $"Tenants with the tag {tag}"
        : "All tenants";
}
