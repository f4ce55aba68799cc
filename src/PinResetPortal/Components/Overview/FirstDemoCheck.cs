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

    /// <param name="start">Starts the check of all tenants.</param>
    public async Task BeginAsync(Actor actor, Func<Task> start, CancellationToken cancellationToken)
    {
        if (!portal.IsDemo || !actor.May(PortalRole.Operator))
        {
            return;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            // Counted last: a check that has just ended is in the count.
            if ((await scans.RunningAsync(actor, cancellationToken)).Count == 0
                && await overview.CountAsync(actor.HomeTenantId, new OverviewQuery(), time.GetUtcNow(), cancellationToken) is { All: > 1 } now && now.NotChecked == now.All)
            {
                var tenants = await overview.IdsAsync(actor.HomeTenantId, new OverviewQuery(), time.GetUtcNow(), cancellationToken);
                foreach (var answer in DemoPast.Of(tenants, checks, time.GetUtcNow()))
                {
                    await answers.SaveAsync(actor.HomeTenantId, answer, cancellationToken);
                }

                await start();
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
