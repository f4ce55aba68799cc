using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Components.Overview;

/// <summary>The tenants of a view that names them, which no query of the database can.</summary>
public sealed class NamedTenants(IOverviewStore overview, IScanService scans, BrowserBridge browser, TimeProvider time)
{
    /// <returns>The favourites, or what a scan could not read; null: the view names no tenants.</returns>
    public async Task<IReadOnlyList<TenantId>?> OfAsync(OverviewView view, Actor actor, CancellationToken cancellationToken)
    {
        if (!view.NamesTenants)
        {
            return null;
        }

        var ids = view.Favourites
            ? (await browser.ReadTenantMemoryAsync()).Favourites.Select(text => TenantId.TryParse(text, null, out var id) ? id : (TenantId?)null).OfType<TenantId>()
            : await overview.IdsAsync(actor.HomeTenantId, new OverviewQuery(), time.GetUtcNow(), cancellationToken);
        if (view.Scan is not { } scan)
        {
            return [.. ids];
        }

        var unread = new HashSet<TenantId>();
        foreach (var outcome in Enum.GetValues<ScanOutcome>().Where(outcome => outcome != ScanOutcome.Read))
        {
            unread.UnionWith((await scans.ItemsAsync(scan, actor, outcome, 0, int.MaxValue, cancellationToken) ?? []).Select(item => item.TenantId));
        }

        return [.. ids.Where(unread.Contains)];
    }
}
