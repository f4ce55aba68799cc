using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>The store of a process that can be killed: from then on nothing of it reaches the database any more.</summary>
internal sealed class MortalStore(IScanStore store) : IScanStore
{
    private volatile bool _dead;

    public bool IsDead => _dead;

    public void Kill() => _dead = true;

    public Task AddAsync(Scan scan, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) => store.AddAsync(scan, tenants, cancellationToken);

    public Task<ScanProgress?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) => store.FindAsync(homeTenantId, id, cancellationToken);

    public Task<IReadOnlyList<ScanProgress>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken) => store.ListAsync(homeTenantId, limit, cancellationToken);

    public Task<IReadOnlyList<ScanProgress>> RunningAsync(TenantId homeTenantId, CancellationToken cancellationToken) => store.RunningAsync(homeTenantId, cancellationToken);

    public Task<IReadOnlyList<ScanItem>> ItemsAsync(TenantId homeTenantId, Guid scanId, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken) =>
        store.ItemsAsync(homeTenantId, scanId, outcome, skip, take, cancellationToken);

    public async Task<bool> CancelAsync(TenantId homeTenantId, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return await store.CancelAsync(homeTenantId, id, now, cancellationToken);
    }

    public async Task<IReadOnlyList<ClaimedTenant>> ClaimAsync(string instance, int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return await store.ClaimAsync(instance, limit, now, leaseUntil, cancellationToken);
    }

    public async Task<IReadOnlySet<(Guid ScanId, TenantId TenantId)>> RenewAsync(string instance, IReadOnlyCollection<TenantId> throttled, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        return await store.RenewAsync(instance, throttled, leaseUntil, cancellationToken);
    }

    public async Task CompleteAsync(string instance, IReadOnlyCollection<FinishedTenant> finished, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        await store.CompleteAsync(instance, finished, now, cancellationToken);
    }

    public async Task ReleaseAsync(string instance, CancellationToken cancellationToken)
    {
        await BreatheAsync();
        await store.ReleaseAsync(instance, cancellationToken);
    }

    public Task RecoverAsync(CancellationToken cancellationToken) => store.RecoverAsync(cancellationToken);

    private Task BreatheAsync() => _dead ? new TaskCompletionSource().Task : Task.CompletedTask;
}
