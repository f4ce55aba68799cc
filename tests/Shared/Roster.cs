using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>The lists of the home tenants in memory.</summary>
internal sealed class Roster : ITenantStore
{
    public Dictionary<TenantKey, Tenant> Tenants { get; } = [];

    public Task<IReadOnlyList<Tenant>> ListAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Tenant>>([.. Tenants.Where(pair => pair.Key.Home == homeTenantId).Select(pair => pair.Value)]);

    public Task<Tenant?> FindAsync(TenantKey key, CancellationToken cancellationToken) => Task.FromResult(Tenants.GetValueOrDefault(key));

    public Task<IReadOnlyList<TenantId>> HomesOfAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TenantId>>([.. Tenants.Keys.Where(key => key.Tenant == tenantId).Select(key => key.Home)]);

    public Task UpsertAsync(TenantId homeTenantId, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants)
        {
            Tenants[new(homeTenantId, tenant.Id)] = tenant;
        }

        return Task.CompletedTask;
    }

    public Task LearnAsync(TenantId homeTenantId, Tenant tenant, CancellationToken cancellationToken) => UpsertAsync(homeTenantId, [tenant], cancellationToken);

    public Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken) =>
        UpsertAsync(partnerTenantId, customers, cancellationToken);

    public Task<bool> RemoveAsync(TenantKey key, CancellationToken cancellationToken) => Task.FromResult(Tenants.Remove(key));

    public Task SetTagsAsync(TenantId homeTenantId, Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        UpsertAsync(homeTenantId, [tenant with { Tags = tags }], cancellationToken);

    public Task ConfirmAppOnlyAsync(TenantKey key, CancellationToken cancellationToken)
    {
        Tenants[key] = Tenants[key] with { AppOnlyConfirmed = true };
        return Task.CompletedTask;
    }
}
