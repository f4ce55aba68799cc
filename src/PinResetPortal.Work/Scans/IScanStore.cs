using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>
/// The scans, and the leases by which instances share one out: a tenant is read by at most one instance at a time, in whatever scan,
/// and has at most one result per scan. Implemented by the Store.
/// </summary>
public interface IScanStore
{
    /// <summary>Adds a scan of <paramref name="tenants"/> (each once).</summary>
    Task AddAsync(Scan scan, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it is another home tenant's.</returns>
    Task<ScanProgress?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);

    /// <summary>Scans of one home tenant, newest first.</summary>
    Task<IReadOnlyList<ScanProgress>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken);

    /// <summary>Scans of one home tenant that are not finished, oldest first.</summary>
    Task<IReadOnlyList<ScanProgress>> RunningAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>Tenants of a scan by name, a page at a time.</summary>
    /// <param name="outcome">Only these; null: all.</param>
    Task<IReadOnlyList<ScanItem>> ItemsAsync(TenantId homeTenantId, Guid scanId, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken);

    /// <summary>Ends a scan: waiting tenants are skipped, those being read are let go.</summary>
    /// <returns>False when the home tenant has no such scan, or it had ended before.</returns>
    Task<bool> CancelAsync(TenantId homeTenantId, Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes leases on tenants that wait, oldest scan first, and on those whose lease has run out. Ends scans that have nothing left.
    /// </summary>
    /// <param name="instance">Who takes them; unique per process.</param>
    Task<IReadOnlyList<ClaimedTenant>> ClaimAsync(string instance, int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Prolongs all leases of an instance, and notes which of its tenants wait for Graph.</summary>
    /// <returns>What the instance still holds: a lease that is not in it was lost or its scan cancelled.</returns>
    Task<IReadOnlySet<(Guid ScanId, TenantId TenantId)>> RenewAsync(
        string instance, IReadOnlyCollection<TenantId> throttled, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>
    /// Writes results and the tenants' answers in one transaction. A result whose lease was lost is left out: the tenant is somebody
    /// else's by now.
    /// </summary>
    Task CompleteAsync(string instance, IReadOnlyCollection<FinishedTenant> finished, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives leases back, when an instance stops in order.</summary>
    Task ReleaseAsync(string instance, CancellationToken cancellationToken);

    /// <summary>At start: where only one instance can work on the database, leases of the process before are void.</summary>
    Task RecoverAsync(CancellationToken cancellationToken);
}

/// <param name="Key">The scan's home tenant, for which the answer is kept, and the tenant that was read.</param>
/// <param name="Answer">What the tenant's checks say now; it is stored as <see cref="KeptAnswer"/> says. Null: nothing was read.</param>
/// <param name="Tenant">What was learned about the tenant itself; null: nothing new.</param>
public sealed record FinishedTenant(Guid ScanId, TenantKey Key, ScanResult Result, TenantReadiness? Answer, Tenant? Tenant)
{
    public TenantId TenantId => Key.Tenant;
}
