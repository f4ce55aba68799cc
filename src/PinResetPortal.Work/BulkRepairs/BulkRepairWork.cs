using PinResetPortal.Work.Background;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>
/// A bulk repair as work of the engine: one firing makes its plans, another one begins its tenants. Each tenant's run is a firing of its
/// own, in a lane that no single repair waits for.
/// </summary>
internal sealed class BulkRepairWork(IBulkRepairStore store, BulkPlanning planning, BulkLeading leading, Starters starters) : IWork
{
    public const string OfKind = "bulk-repair";

    public string Kind => OfKind;

    public static WorkId IdOf(BulkRepair bulk) => new(bulk.HomeTenantId, bulk.Id);

    public static WorkKey KeyOf(BulkRepair bulk) => new(OfKind, IdOf(bulk).ToString());

    public static WorkItem ItemOf(BulkRepair bulk, Starters starters) => new(KeyOf(bulk), WorkLanes.BulkLead, Here: starters.Knows(IdOf(bulk)));

    public async Task RunAsync(string id, CancellationToken wake)
    {
        var work = WorkId.Parse(id);
        if (await store.FindAsync(work.Home, work.Row, CancellationToken.None) is not { IsWorking: true } bulk)
        {
            return;
        }

        var actor = starters.ActorOf(work, bulk.StartedBy);
        await (bulk.State == BulkRepairState.Planning ? planning.RunAsync(bulk, actor, wake) : leading.RunAsync(bulk, actor, wake));
        starters.Forget(work, actor);

        // One that was stopped has runs that are on their way with the same sign-in.
        if (await store.FindAsync(work.Home, work.Row, CancellationToken.None) is { IsWorking: false, State: not BulkRepairState.Stopped })
        {
            await starters.EndAsync(bulk.StartedBy);
        }
    }

    public async Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListWorkingAsync(cancellationToken)).Select(bulk => ItemOf(bulk, starters))];
}
