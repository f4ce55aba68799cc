using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Overview;

/// <summary>
/// Questions about many tenants at once, answered by the database, a page at a time. Each is about one home tenant: itself, its customers
/// and what its people added by hand. Implemented by the Store.
/// </summary>
public interface IOverviewStore
{
    Task<OverviewCounts> CountAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What is broken, in how many of the tenants that match, most of them first; the query's own check, verdict and stage are left out of account.</summary>
    Task<IReadOnlyList<OverviewFault>> FaultsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Some rows with their trend.</summary>
    Task<IReadOnlyList<OverviewRow>> PageAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken);

    /// <summary>Hands every row to <paramref name="write"/> as it is read; without trends.</summary>
    Task ReadAllAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, Func<OverviewRow, Task> write, CancellationToken cancellationToken);

    Task<IReadOnlyList<TenantId>> IdsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>All tags in alphabetical order; such that differ in case only are one.</summary>
    Task<IReadOnlyList<string>> TagsAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>Checks that changed since a time. A check that was read for the first time has not changed.</summary>
    /// <param name="tenantId">Only of this tenant; null: of all.</param>
    /// <param name="checks">Only these checks.</param>
    Task<CheckChanges> ChangesAsync(
        TenantId homeTenantId, TenantId? tenantId, IReadOnlyCollection<string> checks, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>One entry for each day from <paramref name="from"/> to <paramref name="to"/>.</summary>
    Task<IReadOnlyList<FleetDay>> DaysAsync(TenantId homeTenantId, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
