using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>Finds the tenants that an actor's home tenant has a relationship with. Implemented by the Graph room.</summary>
public interface ITenantDirectory
{
    /// <summary>Whether the registration asks to look at customers at all. Where it does not, there is nobody to ask about them.</summary>
    bool LooksForCustomers { get; }

    /// <summary>
    /// Reads the GDAP customers of <paramref name="partnerTenantId"/> with the state and roles of their relationships:
    /// <c>tenantRelationships/delegatedAdminCustomers</c> and <c>delegatedAdminRelationships</c>
    /// (https://learn.microsoft.com/graph/api/resources/delegatedadminrelationships-api-overview). Expired relationships are
    /// returned as inactive, not dropped.
    /// </summary>
    /// <returns>The customers, or why they could not be read.</returns>
    Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken);
}

/// <summary>
/// The tenants the portal knows, each as its home tenants have it: a common customer is on both lists, with the relationship, name and tags
/// of each. Implemented by the Store.
/// </summary>
public interface ITenantStore
{
    /// <summary>What is on the list of a home tenant, itself included once somebody of it came.</summary>
    Task<IReadOnlyList<Tenant>> ListAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <returns>Null when it is not on the list of this home tenant.</returns>
    Task<Tenant?> FindAsync(TenantKey key, CancellationToken cancellationToken);

    /// <summary>On whose lists a tenant is: its own id among them when its people use the portal themselves.</summary>
    Task<IReadOnlyList<TenantId>> HomesOfAsync(TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>
    /// Adds or updates by id on the list of a home tenant; others stay as they are. A tenant that another home tenant has or had is added with
    /// <see cref="Tenant.AppOnlyConfirmed"/> false.
    /// </summary>
    Task UpsertAsync(TenantId homeTenantId, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken);

    /// <summary>Takes over what a read of the tenant itself taught. One that was taken off the list meanwhile stays off it.</summary>
    Task LearnAsync(TenantId homeTenantId, Tenant tenant, CancellationToken cancellationToken);

    /// <summary>
    /// Takes over the whole list of a partner's customers. Customers of the same partner that are not in it stay, as no longer listed and
    /// inactive; a tenant added by hand stays so while its GDAP relationship is not active.
    /// </summary>
    Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken);

    /// <returns>False when there is no such tenant.</returns>
    Task<bool> RemoveAsync(TenantKey key, CancellationToken cancellationToken);

    /// <summary>Replaces the tags of a tenant; a tenant that is not stored yet is added first.</summary>
    Task SetTagsAsync(TenantId homeTenantId, Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken);

    /// <summary>Somebody consented to the portal in this tenant for this home tenant: <see cref="Tenant.AppOnlyConfirmed"/>.</summary>
    Task ConfirmAppOnlyAsync(TenantKey key, CancellationToken cancellationToken);
}
