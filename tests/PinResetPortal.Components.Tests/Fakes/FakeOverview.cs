using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Fakes;

/// <summary>Knows the tenants of the catalog with the answers of the readiness; filters by text, verdict, stage and broken check only, and notes what was asked.</summary>
public sealed class FakeOverview(FakeCatalog catalog, FakeReadiness readiness) : IOverviewStore
{
    public List<OverviewQuery> Asked { get; } = [];

    public Exception? Failure { get; set; }

    public List<string> Tags { get; } = [];

    public List<CheckChange> Changes { get; } = [];

    public List<VerdictStretch> Trend { get; } = [];

    public List<FleetDay> Days { get; } = [];

    public Task<OverviewCounts> CountAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Asked.Add(query);
        if (Failure is not null)
        {
            throw Failure;
        }

        var rows = Rows(query with { Verdict = null, Stage = null });
        return Task.FromResult(new OverviewCounts(
            rows.Count(row => row.Verdict == Verdict.NotReady), rows.Count(row => row.Verdict == Verdict.Unknown), rows.Count(row => row.Verdict == Verdict.Ready), rows.Count(row => row.Verdict is null))
        {
            Stages = rows.Where(row => row.Stage is not null).GroupBy(row => row.Stage.GetValueOrDefault()).ToDictionary(group => group.Key, group => group.Count()),
        });
    }

    public Task<IReadOnlyList<OverviewFault>> FaultsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OverviewFault>>([.. Rows(query with { BrokenCheck = null, Verdict = null, Stage = null })
            .SelectMany(row => row.BrokenChecks)
            .GroupBy(check => check)
            .Select(group => new OverviewFault(group.Key, group.Count()))]);

    public Task<IReadOnlyList<OverviewRow>> PageAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OverviewRow>>([.. Rows(query).Skip(skip).Take(take)]);

    public async Task ReadAllAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, Func<OverviewRow, Task> write, CancellationToken cancellationToken)
    {
        foreach (var row in Rows(query))
        {
            await write(row);
        }
    }

    public Task<IReadOnlyList<TenantId>> IdsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TenantId>>([.. Rows(query).Select(row => row.Tenant.Id)]);

    public Task<IReadOnlyList<string>> TagsAsync(TenantId homeTenantId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. Tags]);

    public Task<CheckChanges> ChangesAsync(
        TenantId homeTenantId, TenantId? tenantId, IReadOnlyCollection<string> checks, DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        var changes = Changes.Where(change => change.At >= since && (tenantId is null || change.TenantId == tenantId) && checks.Contains(change.CheckId)).ToList();
        return Task.FromResult(new CheckChanges([.. changes.Take(limit)], changes.GroupBy(change => change.After).ToDictionary(group => group.Key, group => group.Count())));
    }

    public Task<IReadOnlyList<FleetDay>> DaysAsync(TenantId homeTenantId, DateOnly from, DateOnly to, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<FleetDay>>([.. Days]);

    private List<OverviewRow> Rows(OverviewQuery query) =>
    [
        .. catalog.Tenants.Select(tenant => RowOf(tenant, readiness.Answers.GetValueOrDefault(tenant.Id)))
            .Where(row => query.Text is null || $"{row.Tenant.DisplayName} {row.Tenant.DefaultDomain}".Contains(query.Text, StringComparison.OrdinalIgnoreCase))
            .Where(row => query.Only?.Contains(row.Tenant.Id) != false)
            .Where(row => query.BrokenCheck is null || row.BrokenChecks.Contains(query.BrokenCheck))
            .Where(row => query.Stage is null || row.Stage == query.Stage)
            .Where(row => query.Verdict is null || (row.Verdict?.ToString() ?? "NotChecked") == query.Verdict.ToString())
            .OrderBy(row => row.Tenant.DisplayName, StringComparer.Ordinal),
    ];

    private OverviewRow RowOf(Tenant tenant, Core.Readiness.TenantReadiness? answer) => new(
        tenant,
        answer?.Verdict,
        answer?.ReadAt,
        Worst(answer, CheckArea.Consent),
        Worst(answer, CheckArea.Policy),
        answer?.DeviceCoverage(),
        [.. answer?.Findings.Where(assessed => assessed.Finding.Status == FindingStatus.Broken).Select(assessed => assessed.Finding.CheckId) ?? []],
        Trend)
    {
        Stage = answer?.Stage,
        Devices = answer?.Devices,
    };

    private static FindingStatus? Worst(Core.Readiness.TenantReadiness? answer, CheckArea area) => answer is null ? null
        : answer.Findings.Any(assessed => assessed.Finding.Area == area && assessed.Finding.Status == FindingStatus.Broken) ? FindingStatus.Broken : FindingStatus.Healthy;
}
