using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

internal static class TenantChoice
{
    /// <summary>The actor's tenants, and the first of <paramref name="asked"/> that is none of them.</summary>
    public static async Task<(HashSet<TenantId> Mine, TenantId? Unknown)> LookAsync(
        this ITenantCatalog catalog, Actor actor, IReadOnlyCollection<TenantId>? asked, CancellationToken cancellationToken)
    {
        var mine = (await catalog.ListAsync(actor, refresh: false, cancellationToken)).Tenants.Select(tenant => tenant.Id).ToHashSet();
        foreach (var one in asked ?? [])
        {
            // The catalog looks once more before it says no: a customer that was won a moment ago counts.
            if (!mine.Contains(one) && await catalog.FindAsync(one, actor, cancellationToken) is null)
            {
                return (mine, one);
            }
        }

        return (mine, null);
    }
}
