using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Scans;

internal sealed class ScanService(IScanStore store, ITenantCatalog catalog, IBackground background, Starters starters, IAuditLog audit, TimeProvider time) : IScanService
{
    private const int ListedAtMost = 1000;

    public async Task<ScanStart> StartAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, bool refresh, CancellationToken cancellationToken)
    {
        var needed = tenants is { Count: 1 } ? PortalRole.Reader : PortalRole.Operator;
        if (await audit.IsDeniedAsync(actor, needed, actor.HomeTenantId, "start a scan", cancellationToken))
        {
            return new ScanStart.Denied(needed);
        }

        var (mine, unknown) = await catalog.LookAsync(actor, tenants, cancellationToken);
        if (unknown is { } asked)
        {
            return new ScanStart.TenantNotFound(asked);
        }

        List<TenantId> chosen = [.. tenants?.Distinct() ?? mine];
        if (chosen.Count == 0)
        {
            return new ScanStart.Empty();
        }

        if (!(await starters.BeginAsync(actor, cancellationToken)).IsKnown(out var lasting, out var why))
        {
            return new ScanStart.NoAccess(why);
        }

        var scan = New(actor.HomeTenantId, ScanTrigger.Request, OperationActor.Of(lasting), refresh);
        await store.AddAsync(scan, chosen, cancellationToken);
        starters.Remember(ScanWork.IdOf(scan), lasting);
        if (chosen.Count > 1)
        {
            await audit.AppendAsync(AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.ScanStarted, $"Started scan {scan.Id} of {chosen.Count} tenants"), cancellationToken);
        }

        return await BeginAsync(scan, chosen.Count, cancellationToken);
    }

    public async Task<ScanStart> StartScheduledAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        if ((await store.RunningAsync(homeTenantId, cancellationToken)).LastOrDefault(progress => progress.Scan.Trigger == ScanTrigger.Schedule) is { } busy)
        {
            return new ScanStart.Busy(busy.Scan.Id);
        }

        // With the portal's own rights: new customers are found where it may list them, else the known ones are taken.
        var nobody = Actor.Portal("schedule", "the schedule", homeTenantId, PortalRole.Operator);
        var all = (await catalog.ListAsync(nobody, refresh: true, cancellationToken)).Tenants.Select(tenant => tenant.Id).Distinct().ToList();
        if (all.Count == 0)
        {
            return new ScanStart.Empty();
        }

        var scan = New(homeTenantId, ScanTrigger.Schedule, OperationActor.Of(nobody), refresh: true);
        await store.AddAsync(scan, all, cancellationToken);
        return await BeginAsync(scan, all.Count, cancellationToken);
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

        var begun = await store.CancelAsync(actor.HomeTenantId, id, time.GetUtcNow(), cancellationToken);

        // It is stopped: that is recorded and told, whether or not somebody still waits for the answer.
        await audit.AppendAsync(AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.ScanStopped, $"Stopped scan {id}"), CancellationToken.None);
        starters.Forget(new(actor.HomeTenantId, id));
        await starters.EndAsync(progress.Scan.StartedBy);
        foreach (var part in begun ?? [])
        {
            await background.WakeAsync(ScanWork.KeyOf(actor.HomeTenantId, id, part), CancellationToken.None);
        }

        return new ScanStop.Stopped(await store.FindAsync(actor.HomeTenantId, id, cancellationToken) ?? progress);
    }

    /// <summary>The rows stand: from here on a chunk without a firing is given one.</summary>
    private async Task<ScanStart> BeginAsync(Scan scan, int total, CancellationToken cancellationToken)
    {
        await background.StartAllAsync([.. Enumerable.Range(0, ScanChunk.CountOf(total)).Select(part => ScanWork.ItemOf(new(scan.HomeTenantId, scan.Id, part, total)))], cancellationToken);
        return new ScanStart.Accepted(new ScanProgress(scan, total, 0, 0, 0, 0, 0));
    }

    private Scan New(TenantId home, ScanTrigger trigger, OperationActor by, bool refresh) =>
        new(Guid.CreateVersion7(time.GetUtcNow()), home, trigger, by, refresh, ScanState.Pending, time.GetUtcNow());
}
