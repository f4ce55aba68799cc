using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Hosting;

/// <summary>One running scan of the home tenant.</summary>
internal sealed class FakeScanService : IScanService
{
    public static readonly Guid ScanId = new("77777777-7777-4777-8777-777777777777");

    public static readonly DateTimeOffset At = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public IReadOnlyCollection<TenantId>? LastTenants { get; private set; }

    public bool? LastRefresh { get; private set; }

    /// <summary>How many tenants the scan has, all of them alike.</summary>
    public int Items { get; set; } = 1;

    /// <summary>How many scans were started.</summary>
    public int Started { get; private set; }

    /// <summary>What the start waits for; null: nothing.</summary>
    public Task? Gate { get; set; }

    /// <summary>Completed when somebody waits at the gate.</summary>
    public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What goes wrong at the next start.</summary>
    public Exception? Fails { get; set; }

    public (ScanOutcome? Outcome, int Skip, int Take) LastPage { get; private set; }

    public static ScanProgress Progress(ScanState state = ScanState.Running) => new(
        new Scan(ScanId, FakeTenantCatalog.Home, ScanTrigger.Request, new(ActorKind.Application, "app", "application app", FakeTenantCatalog.Home, PortalRole.Operator), true, state, At, At),
        Total: 10, Done: 4, Failed: 1, Blocked: 2, Reading: 3, Throttled: 1);

    public async Task<ScanStart> StartAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, bool refresh, CancellationToken cancellationToken)
    {
        (LastTenants, LastRefresh) = (tenants, refresh);
        if (Gate is { } gate)
        {
            Arrived.TrySetResult();
            await gate.WaitAsync(cancellationToken);
        }

        if (Fails is { } failure)
        {
            Fails = null;
            throw failure;
        }

        if (tenants is not { Count: 1 } && !actor.May(PortalRole.Operator))
        {
            return new ScanStart.Denied(PortalRole.Operator);
        }

        if (tenants?.Contains(FakeTenantCatalog.Stranger) == true)
        {
            return new ScanStart.TenantNotFound(FakeTenantCatalog.Stranger);
        }

        Started++;
        return new ScanStart.Accepted(Progress(ScanState.Pending));
    }

    public Task<ScanStart> StartScheduledAsync(TenantId homeTenantId, CancellationToken cancellationToken) => Task.FromResult<ScanStart>(new ScanStart.Empty());

    public Task<ScanProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Task.FromResult(id == ScanId ? Progress() : null);

    public Task<IReadOnlyList<ScanProgress>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ScanProgress>>([Progress()]);

    public Task<IReadOnlyList<ScanProgress>> RunningAsync(Actor actor, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ScanProgress>>([Progress()]);

    public Task<IReadOnlyList<ScanItem>?> ItemsAsync(Guid id, Actor actor, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken)
    {
        LastPage = (outcome, skip, take);
        return Task.FromResult<IReadOnlyList<ScanItem>?>(id != ScanId ? null :
            [.. Enumerable.Repeat(new ScanItem(ScanId, FakeTenantCatalog.Customer, "Northwind", ScanItemState.Done, 1, new(ScanOutcome.Read, Verdict.NotReady, null, 5), At), Math.Min(Items, take))]);
    }

    public Task<ScanStop> CancelAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Task.FromResult<ScanStop>(
        id != ScanId ? new ScanStop.NotFound() : actor.May(PortalRole.Operator) ? new ScanStop.Stopped(Progress(ScanState.Cancelled)) : new ScanStop.Denied(PortalRole.Operator));
}
