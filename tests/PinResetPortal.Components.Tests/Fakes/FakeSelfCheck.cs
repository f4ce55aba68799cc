using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Fakes;

/// <summary>A portal that finds what a test says.</summary>
public sealed class FakeSelfCheck : IPortalSelfCheck
{
    public List<SelfFinding> Findings { get; } = [.. SelfCheckIds.All.Select(id => new SelfFinding(id, FindingStatus.Healthy, $"{SelfCheckIds.TitleOf(id)}: all is well."))];

    public PortalReport? Latest { get; set; }

    public Exception? Failure { get; set; }

    public Task<PortalReport?> LatestAsync(TenantId homeTenantId, CancellationToken cancellationToken) => Failure is null ? Task.FromResult(Latest) : Task.FromException<PortalReport?>(Failure);

    public Task<PortalReport> CheckAsync(Actor actor, CancellationToken cancellationToken) => Task.FromResult(Latest = PortalReport.After(Latest, Some.Now, Findings, null));
}
