using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>Finds the tenants that an actor's home tenant has a relationship with. Implemented by the Graph room.</summary>
public interface ITenantDirectory
{
    /// <summary>
    /// Reads the GDAP customers of <paramref name="partnerTenantId"/> with the state and roles of their relationships:
    /// <c>tenantRelationships/delegatedAdminCustomers</c> and <c>delegatedAdminRelationships</c>
    /// (https://learn.microsoft.com/graph/api/resources/delegatedadminrelationships-api-overview). Expired relationships are
    /// returned as inactive, not dropped.
    /// </summary>
    /// <returns>The customers, or why they could not be read.</returns>
    Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken);
}

/// <summary>The tenants the portal knows. Implemented by the Store.</summary>
public interface ITenantStore
{
    Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken);

    Task<Tenant?> FindAsync(TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>Adds or updates by id; tenants that are not in <paramref name="tenants"/> stay as they are.</summary>
    Task UpsertAsync(IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken);

    /// <summary>
    /// Takes over the whole list of a partner's customers. Customers of the same partner that are not in it stay, as no longer listed and
    /// inactive; a tenant added by hand stays so while its GDAP relationship is not active.
    /// </summary>
    Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken);

    /// <returns>False when there is no such tenant.</returns>
    Task<bool> RemoveAsync(TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>Replaces the tags of a tenant; a tenant that is not stored yet is added first.</summary>
    Task SetTagsAsync(Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken);
}
