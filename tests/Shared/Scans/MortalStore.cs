using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>
/// The store of a process that can be killed: from then on nothing of it reaches the database any more. It can also refuse what is written
/// for a while, as a disk that is full does.
/// </summary>
internal sealed class MortalStore(IScanStore store) : IScanStore
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _dead;
    private int _refused;

    /// <summary>Completes when somebody asks how far a scan is: who runs it does so when it is woken.</summary>
    public Task Asked => _asked.Task;

    public void Kill() => _dead = true;

    /// <summary>The next saves fail.</summary>
    public void Refuse(int times) => _refused = times;

    public Task AddAsync(Scan scan, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) => store.AddAsync(scan, tenants, cancellationToken);

    public async Task<ScanProgress?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        await BreatheAsync();
        return await store.FindAsync(homeTenantId, id, cancellationToken);
    }

    public Task<IReadOnlyList<ScanProgress>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken) => store.ListAsync(homeTenantId, limit, cancellationToken);

    public Task<IReadOnlyList<ScanProgress>> RunningAsync(TenantId homeTenantId, CancellationToken cancellationToken) => store.RunningAsync(homeTenantId, cancellationToken);

    public Task<IReadOnlyList<ScanItem>> ItemsAsync(TenantId homeTenantId, Guid scanId, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken) =>
        store.ItemsAsync(homeTenantId, scanId, outcome, skip, take, cancellationToken);

    public async Task<IReadOnlyList<int>?> CancelAsync(TenantId homeTenantId, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return await store.CancelAsync(homeTenantId, id, now, cancellationToken);
    }

    public async Task<IReadOnlyList<OpenChunk>> OpenAsync(CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return await store.OpenAsync(cancellationToken);
    }

    public async Task<ScanChunk?> TakeAsync(TenantId homeTenantId, Guid scanId, int part, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return await store.TakeAsync(homeTenantId, scanId, part, now, cancellationToken);
    }

    public async Task<bool> IsOpenAsync(Guid scanId, TenantId tenantId, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return await store.IsOpenAsync(scanId, tenantId, cancellationToken);
    }

    public async Task<ChunkSaved> SaveAsync(ChunkNews news, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return Interlocked.Decrement(ref _refused) >= 0 ? throw new IOException("The disk is full.") : await store.SaveAsync(news, now, cancellationToken);
    }

    private Task BreatheAsync() => _dead ? new TaskCompletionSource().Task : Task.CompletedTask;
}
