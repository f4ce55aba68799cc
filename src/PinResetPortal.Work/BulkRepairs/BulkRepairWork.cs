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
        switch (await store.FindAsync(work.Home, work.Row, CancellationToken.None))
        {
            case { State: BulkRepairState.Planning } bulk:
                await planning.RunAsync(bulk, starters.ActorOf(work, bulk.StartedBy), wake);
                break;
            case { State: BulkRepairState.Running } bulk:
                await leading.RunAsync(bulk, starters.ActorOf(work, bulk.StartedBy), wake);
                break;
            default:
                return;
        }

        starters.Forget(work);
    }

    public async Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListWorkingAsync(cancellationToken)).Select(bulk => ItemOf(bulk, starters))];
}
