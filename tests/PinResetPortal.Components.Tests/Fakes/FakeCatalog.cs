using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Fakes;

public sealed class FakeCatalog : ITenantCatalog
{
    public List<Tenant> Tenants { get; } = [];

    public UnreadableReason? Stale { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>Held open until it is completed; null: answers at once.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<TenantList> ListAsync(Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        return new TenantList([.. Tenants], Stale);
    }

    public async Task<CatalogRefresh> RefreshAsync(Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        return new CatalogRefresh(true, Stale);
    }

    public async Task<Tenant?> FindAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        return Tenants.FirstOrDefault(tenant => tenant.Id == tenantId);
    }

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        if (Gate is not null)
        {
            await Gate.Task.WaitAsync(cancellationToken);
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
