using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Hosting;

/// <summary>A portal that finds what a test says, for the home tenant of the tests only.</summary>
internal sealed class FakePortalSelfCheck : IPortalSelfCheck
{
    public static readonly DateTimeOffset At = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    private IReadOnlyList<SelfFinding> _findings = Well;

    private static IReadOnlyList<SelfFinding> Well => [.. SelfCheckIds.All.Select(id => new SelfFinding(id, FindingStatus.Healthy, $"{id} is well."))];

    /// <summary>How often somebody had it look; the round of the portal itself does not count.</summary>
    public int Looks { get; private set; }

    public void Recover() => _findings = Well;

    public void Find(SelfFinding finding) => _findings = [.. _findings.Select(one => one.CheckId == finding.CheckId ? finding : one)];

    public Task<PortalReport?> LatestAsync(TenantId homeTenantId, CancellationToken cancellationToken) => Task.FromResult(homeTenantId == FakeTenantCatalog.Home ? Report() : null);

    public Task<PortalReport> CheckAsync(Actor actor, CancellationToken cancellationToken)
    {
        Looks += actor.Id == "portal" ? 0 : 1;
        return Task.FromResult(Report());
    }

    private PortalReport Report() => PortalReport.After(null, At, _findings, At.AddDays(12));
}
