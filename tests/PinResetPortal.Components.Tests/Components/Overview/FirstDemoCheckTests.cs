using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using Xunit;

namespace PinResetPortal.Components.Overview;

public sealed class FirstDemoCheckTests : ComponentTest
{
    private static readonly Tenant WithAPast = Some.Contoso with { Id = TenantId.Parse("a0000003-0000-4000-8000-000000000003", null) };

    /// <summary>Whoever leaves the page at once must not leave the invented answers behind without a check: it would never begin again.</summary>
    [Fact]
    public async Task Begin_PersonLeavesMeanwhile_PastIsWholeAndTheCheckHasStarted()
    {
        Catalog.Tenants.AddRange([WithAPast, Some.Fabrikam]);
        using var leaving = new CancellationTokenSource();
        using var first = First(new LeavesAtTheFirst(Readiness, leaving));

        Assert.IsType<ScanStart.Accepted>(await first.BeginAsync(Some.Actor(PortalRole.Operator), leaving.Token));

        Assert.Null(Assert.Single(Scans.Started));
        Assert.Equal(Some.Now.AddDays(-1), Readiness.Answers[WithAPast.Id].ReadAt);
    }

    [Fact]
    public async Task Begin_CheckedAlreadyOrByAReader_StartsNothing()
    {
        Catalog.Tenants.AddRange([WithAPast, Some.Fabrikam]);
        using var first = First(Readiness);

        Assert.Null(await first.BeginAsync(Some.Actor(PortalRole.Reader), CancellationToken.None));
        Assert.IsType<ScanStart.Accepted>(await first.BeginAsync(Some.Actor(PortalRole.Operator), CancellationToken.None));
        Assert.Null(await first.BeginAsync(Some.Actor(PortalRole.Operator), CancellationToken.None));

        Assert.Single(Scans.Started);
    }

    private FirstDemoCheck First(IReadinessStore answers) => new(Portal, Overview, answers, Services.GetRequiredService<CheckCatalog>(), Scans, Time);

    private sealed class LeavesAtTheFirst(FakeReadiness readiness, CancellationTokenSource leaving) : IReadinessStore
    {
        public async Task<TenantReadiness> SaveAsync(TenantId homeTenantId, TenantReadiness answer, CancellationToken cancellationToken)
        {
            await leaving.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return await readiness.SaveAsync(homeTenantId, answer, cancellationToken);
        }

        public Task<TenantReadiness?> LatestAsync(TenantKey key, CancellationToken cancellationToken) => readiness.LatestAsync(key, cancellationToken);

        public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(TenantId homeTenantId, CancellationToken cancellationToken) => readiness.LatestMarksAsync(homeTenantId, cancellationToken);

        public Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantKey key, int limit, CancellationToken cancellationToken) => readiness.HistoryAsync(key, limit, cancellationToken);

        public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> MarksAtAsync(TenantId homeTenantId, DateTimeOffset at, CancellationToken cancellationToken) => readiness.MarksAtAsync(homeTenantId, at, cancellationToken);
    }
}
