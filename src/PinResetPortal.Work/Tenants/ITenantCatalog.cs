using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>Which tenants an actor can look into: their home tenant, its GDAP customers, and tenants added by hand.</summary>
public interface ITenantCatalog
{
    /// <summary>
    /// The tenants by name. Customers are re-read from the partner tenant when the last read is older than a few minutes
    /// or <paramref name="refresh"/> is true; when that fails the stored list is returned with the reason. A registration that does not ask to
    /// look at customers reads none, and the stored list is all there is.
    /// </summary>
    Task<TenantList> ListAsync(Actor actor, bool refresh, CancellationToken cancellationToken);

    /// <summary>Re-reads the customers under the same conditions, and lists nothing: for pages that ask the database.</summary>
    Task<CatalogRefresh> RefreshAsync(Actor actor, bool refresh, CancellationToken cancellationToken);

    /// <summary>
    /// Finds one tenant. An unknown id makes the catalog read the customers once more, unless that was tried within the last minute. Null:
    /// not one of this portal's tenants.
    /// </summary>
    Task<Tenant?> FindAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken);
}

/// <param name="Stale">Why the customers could not be read just now; null when they could.</param>
public sealed record TenantList(IReadOnlyList<Tenant> Tenants, UnreadableReason? Stale);

/// <param name="Done">False: it was not due, or failed within the last minute.</param>
/// <param name="Stale">Why the customers could not be read just now or a moment ago; null when they could or it was not due.</param>
public sealed record CatalogRefresh(bool Done, UnreadableReason? Stale);

/// <summary>Finds groups of a tenant for the assignment picker. Implemented by the Graph room.</summary>
public interface IGroupSearch
{
    /// <summary>Groups whose display name matches (<c>$search</c>), at most 20, with their transitive member count where it could be read.</summary>
    Task<Fact<IReadOnlyList<GroupHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken);
}

public sealed record GroupHit(string Id, string DisplayName, int? MemberCount, bool IsDynamic);
