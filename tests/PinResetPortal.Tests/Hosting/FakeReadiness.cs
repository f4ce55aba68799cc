using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Hosting;

/// <summary>One answer with one broken check for the customer.</summary>
internal sealed class FakeReadiness : IReadinessService, IReadinessStore
{
    public static readonly DateTimeOffset ReadAt = new(2026, 11, 22, 8, 30, 0, TimeSpan.Zero);

    public bool? LastRefresh { get; private set; }

    /// <summary>What goes wrong at the next question.</summary>
    public Exception? Fails { get; set; }

    public Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        LastRefresh = refresh;
        if (Fails is { } failure)
        {
            Fails = null;
            throw failure;
        }

        var finding = new Finding(
            "consent.pin-reset-service", CheckArea.Consent, Required: true, FindingStatus.Broken, "Admin consent has not been given.",
            [new("servicePrincipal", "Microsoft Pin Reset Service Production", Value: "absent")]);
        return Task.FromResult<TenantReadiness?>(
            new(tenantId, "Northwind", Verdict.NotReady, ReadAt, [new(finding, Fixable: true)], new(4, 21, 2, 350)));
    }

    public Task<TenantReadiness> SaveAsync(TenantId homeTenantId, TenantReadiness readiness, CancellationToken cancellationToken) => Task.FromResult(readiness);

    public Task<TenantReadiness?> LatestAsync(TenantKey key, CancellationToken cancellationToken) => Task.FromResult<TenantReadiness?>(null);

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<TenantId, ReadinessMark>>(new Dictionary<TenantId, ReadinessMark>
        {
            [FakeTenantCatalog.Customer] = new(FakeTenantCatalog.Customer, Verdict.NotReady, ReadAt, []),
        });

    public Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantKey key, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReadinessMark>>([]);

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> MarksAtAsync(TenantId homeTenantId, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<TenantId, ReadinessMark>>(new Dictionary<TenantId, ReadinessMark>());
}
