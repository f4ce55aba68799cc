using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Work.Rollouts;

/// <summary>The scans of a follow-up, which end when the test says so.</summary>
internal sealed class FollowedScans(TimeProvider time) : IScanService
{
    public List<(Actor Actor, TenantId Tenant, bool Refresh)> Started { get; } = [];

    public ScanState State { get; set; } = ScanState.Completed;

    public bool TenantIsGone { get; set; }

    public Task<ScanStart> StartAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, bool refresh, CancellationToken cancellationToken)
    {
        var tenant = Assert.Single(tenants ?? []);
        if (TenantIsGone)
        {
            return Task.FromResult<ScanStart>(new ScanStart.TenantNotFound(tenant));
        }

        Started.Add((actor, tenant, refresh));
        return Task.FromResult<ScanStart>(new ScanStart.Accepted(Progress(Guid.NewGuid(), actor)));
    }

    public Task<ScanProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Task.FromResult<ScanProgress?>(Progress(id, actor));

    public Task<ScanStart> StartScheduledAsync(TenantId homeTenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ScanProgress>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ScanProgress>> RunningAsync(Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ScanItem>?> ItemsAsync(Guid id, Actor actor, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ScanStop> CancelAsync(Guid id, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    private ScanProgress Progress(Guid id, Actor actor) => new(
        new Scan(id, actor.HomeTenantId, ScanTrigger.Request, new(actor.Kind, actor.Id, actor.Name, actor.HomeTenantId, actor.Role), true, State, time.GetUtcNow()),
        1, State == ScanState.Completed ? 1 : 0, 0, 0, 0, 0);
}
