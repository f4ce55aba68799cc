using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Components.Overview;

/// <summary>
/// The first look at the demo shows what the product is: whoever opens it first gets a month of invented history and checks all its
/// tenants. Once, however many open it at the same moment; the demo is one process.
/// </summary>
public sealed class FirstDemoCheck(PortalInfo portal, IOverviewStore overview, IReadinessStore answers, CheckCatalog checks, IScanService scans, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="cancellationToken">Ends the waiting and looking; what has begun goes on whoever leaves, or the invented answers would stand for good.</param>
    /// <returns>What became of the check of all tenants; null: none was due.</returns>
    public async Task<ScanStart?> BeginAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!portal.IsDemo || !actor.May(PortalRole.Operator))
        {
            return null;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            // Counted last: a check that has just ended is in the count.
            if ((await scans.RunningAsync(actor, cancellationToken)).Count > 0
                || await overview.CountAsync(actor.HomeTenantId, new OverviewQuery(), time.GetUtcNow(), cancellationToken) is not { All: > 1 } now || now.NotChecked < now.All)
            {
                return null;
            }

            var tenants = await overview.IdsAsync(actor.HomeTenantId, new OverviewQuery(), time.GetUtcNow(), cancellationToken);
            foreach (var answer in DemoPast.Of(tenants, checks, time.GetUtcNow()))
            {
                await answers.SaveAsync(actor.HomeTenantId, answer, CancellationToken.None);
            }

            return await scans.StartAsync(actor, null, refresh: true, CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
