using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>
/// The scans. A tenant has at most one result in each of them: the first one that is saved, whoever read it. Implemented by the Store.
/// </summary>
public interface IScanStore
{
    /// <summary>Adds a scan of <paramref name="tenants"/> (each once), in chunks of <see cref="ScanChunk.Size"/> in their order.</summary>
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

    /// <summary>Ends a scan: tenants without a result are skipped, and what is still read of them counts no more.</summary>
    /// <returns>The chunks that somebody had begun; null when the home tenant has no such scan, or it had ended before.</returns>
    Task<IReadOnlyList<int>?> CancelAsync(TenantId homeTenantId, Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The chunks of all home tenants that are not finished, oldest scan first.</summary>
    Task<IReadOnlyList<OpenChunk>> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins with a chunk, or goes on with one whose instance stopped or died: its tenants without a result.</summary>
    /// <returns>Null when nothing of it is left to do.</returns>
    Task<ScanChunk?> TakeAsync(TenantId homeTenantId, Guid scanId, int part, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether a tenant has no result yet, and nobody stopped the scan.</summary>
    Task<bool> IsOpenAsync(Guid scanId, TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes results and the tenants' answers in one transaction, and ends the scan with its last result. What has a result by now, or was
    /// skipped, is left out.
    /// </summary>
    Task<ChunkSaved> SaveAsync(ChunkNews news, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What happened in a chunk since the last time.</summary>
/// <param name="Finished">Each with its answer.</param>
/// <param name="Reading">Tenants whose read has begun, or that no longer wait for Graph.</param>
/// <param name="Throttled">Tenants whose read waits because Graph asked for it.</param>
public sealed record ChunkNews(
    TenantId Home, Guid ScanId, IReadOnlyCollection<FinishedTenant> Finished, IReadOnlyCollection<TenantId> Reading, IReadOnlyCollection<TenantId> Throttled)
{
    public bool IsEmpty => Finished.Count + Reading.Count + Throttled.Count == 0;
}

/// <summary>What was written of it.</summary>
/// <param name="Outcomes">Of the results that count, one each.</param>
/// <param name="IsOver">The scan ended with them.</param>
public sealed record ChunkSaved(IReadOnlyList<ScanOutcome> Outcomes, bool IsOver)
{
    /// <summary>No result of it counts.</summary>
    public static ChunkSaved Nothing { get; } = new([], false);
}

/// <param name="Answer">What the tenant's checks say now; it is stored as <see cref="KeptAnswer"/> says. Null: nothing was read.</param>
/// <param name="Tenant">What was learned about the tenant itself; null: nothing new.</param>
public sealed record FinishedTenant(TenantId TenantId, ScanResult Result, TenantReadiness? Answer, Tenant? Tenant);
