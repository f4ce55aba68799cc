using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Scans;

internal sealed class ScanService(IScanStore store, ITenantCatalog catalog, ScanSignals signals, IAuditLog audit, TimeProvider time) : IScanService
{
    private const int ListedAtMost = 1000;

    public async Task<ScanStart> StartAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, bool refresh, CancellationToken cancellationToken)
    {
        var needed = tenants is { Count: 1 } ? PortalRole.Reader : PortalRole.Operator;
        if (await audit.IsDeniedAsync(actor, needed, actor.HomeTenantId, "start a scan", cancellationToken))
        {
            return new ScanStart.Denied(needed);
        }

        var mine = (await catalog.ListAsync(actor, refresh: false, cancellationToken)).Tenants.Select(tenant => tenant.Id).ToHashSet();
        foreach (var asked in tenants ?? [])
        {
            // The catalog looks once more before it says no: a customer that was won a moment ago counts.
            if (!mine.Contains(asked) && await catalog.FindAsync(asked, actor, cancellationToken) is null)
            {
                return new ScanStart.TenantNotFound(asked);
            }
        }

        var scan = New(actor.HomeTenantId, ScanTrigger.Request, OperationActor.Of(actor), refresh);
        List<TenantId> chosen = [.. tenants?.Distinct() ?? mine];
        var result = await AddAsync(scan, chosen, cancellationToken);
        if (chosen.Count > 1)
        {
            await audit.AppendAsync(AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.ScanStarted, $"Started scan {scan.Id} of {chosen.Count} tenants"), cancellationToken);
        }

        signals.Started(scan.Id, actor);
        return result;
    }

    public async Task<ScanStart> StartScheduledAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        var last = (await store.ListAsync(homeTenantId, ListedAtMost, cancellationToken)).FirstOrDefault(progress => progress.Scan.Trigger == ScanTrigger.Schedule);
        if (last is { Scan.IsFinished: false })
        {
            return new ScanStart.Busy(last.Scan.Id);
        }

        // With the portal's own rights: new customers are found where it may list them, else the known ones are taken.
        var nobody = Actor.Portal("schedule", "the schedule", homeTenantId, PortalRole.Operator);
        var all = (await catalog.ListAsync(nobody, refresh: true, cancellationToken)).Tenants.Select(tenant => tenant.Id).Distinct().ToList();
        var scan = New(homeTenantId, ScanTrigger.Schedule, OperationActor.Of(nobody), refresh: true);
        var result = await AddAsync(scan, all, cancellationToken);
        signals.Wake();
        return result;
    }

    public Task<ScanProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) => store.FindAsync(actor.HomeTenantId, id, cancellationToken);

    public Task<IReadOnlyList<ScanProgress>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(actor.HomeTenantId, Math.Clamp(limit, 1, ListedAtMost), cancellationToken);

    public Task<IReadOnlyList<ScanProgress>> RunningAsync(Actor actor, CancellationToken cancellationToken) => store.RunningAsync(actor.HomeTenantId, cancellationToken);

    public async Task<IReadOnlyList<ScanItem>?> ItemsAsync(Guid id, Actor actor, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken) =>
        await FindAsync(id, actor, cancellationToken) is null ? null : await store.ItemsAsync(actor.HomeTenantId, id, outcome, skip, take, cancellationToken);

    public async Task<ScanStop> CancelAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, actor, cancellationToken) is not { } progress)
        {
            return new ScanStop.NotFound();
        }

        if (progress.Scan.StartedBy.Id != actor.Id && await audit.IsDeniedAsync(actor, PortalRole.Operator, actor.HomeTenantId, "stop a scan", cancellationToken))
        {
            return new ScanStop.Denied(PortalRole.Operator);
        }

        await store.CancelAsync(actor.HomeTenantId, id, time.GetUtcNow(), cancellationToken);
        await audit.AppendAsync(AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.ScanStopped, $"Stopped scan {id}"), cancellationToken);
        signals.Cancel(id);
        return new ScanStop.Stopped(await store.FindAsync(actor.HomeTenantId, id, cancellationToken) ?? progress);
    }

    private async Task<ScanStart> AddAsync(Scan scan, List<TenantId> all, CancellationToken cancellationToken)
    {
        if (all.Count == 0)
        {
            return new ScanStart.Empty();
        }

        await store.AddAsync(scan, all, cancellationToken);
        return new ScanStart.Accepted(new ScanProgress(scan, all.Count, 0, 0, 0, 0, 0));
    }

    private Scan New(TenantId home, ScanTrigger trigger, OperationActor by, bool refresh) =>
        new(Guid.CreateVersion7(time.GetUtcNow()), home, trigger, by, refresh, ScanState.Pending, time.GetUtcNow());
}
