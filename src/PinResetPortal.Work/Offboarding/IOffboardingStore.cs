using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Offboarding;

/// <summary>What is stored about one tenant of one home tenant, besides the audit log. Implemented by the Store.</summary>
public interface IOffboardingStore
{
    /// <summary>Everything that <see cref="DeleteAsync"/> deletes, table by table, without secrets.</summary>
    Task<IReadOnlyList<StoredTable>> ReadAsync(TenantKey key, CancellationToken cancellationToken);

    /// <summary>How many rows <see cref="DeleteAsync"/> deletes, by table; tables without one are left out.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(TenantKey key, CancellationToken cancellationToken);

    /// <returns>What is not finished in the tenant; null: nothing.</returns>
    Task<UnfinishedWork?> FindUnfinishedAsync(TenantKey key, CancellationToken cancellationToken);

    /// <summary>Deletes it in one transaction, unless something is not finished. The audit log stays.</summary>
    /// <returns>How many rows, by table; null: something is not finished, and nothing was deleted.</returns>
    Task<IReadOnlyDictionary<string, int>?> DeleteAsync(TenantKey key, CancellationToken cancellationToken);
}

/// <summary>What stands in the way of offboarding a tenant.</summary>
public enum UnfinishedWork
{
    /// <summary>A repair or an undo, also one that was interrupted.</summary>
    Run,

    /// <summary>A bulk repair that holds the tenant and may still go on.</summary>
    BulkRepair,

    /// <summary>A scan that holds the tenant.</summary>
    Scan,
}

/// <summary>Rows of one table, as name and value of each column.</summary>
public sealed record StoredTable(string Name, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows);

/// <summary>The portal's own service principal in a tenant. Implemented by the Graph room.</summary>
public interface IOwnServicePrincipal
{
    /// <summary>The application id of the portal.</summary>
    string? ClientId { get; }

    /// <summary>
    /// Asks Graph with a new token, past the cache: <c>GET /v1.0/servicePrincipals?$filter=appId eq '…'</c>
    /// (https://learn.microsoft.com/graph/api/serviceprincipal-list).
    /// </summary>
    /// <returns>Its object id; an empty list: the tenant has none. Unreadable also where Entra gives the portal no token.</returns>
    Task<Fact<IReadOnlyList<string>>> FindAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);
}
