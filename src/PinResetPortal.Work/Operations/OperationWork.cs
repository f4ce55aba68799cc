using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// Runs as work of the engine. One that was under way when its instance died goes on by itself when an application started it; that of a
/// person waits until somebody chooses to finish or to take it back. One that had not begun begins, and one that was handed over in order
/// goes on: nothing happened that anybody would have to look at.
/// </summary>
internal sealed partial class OperationWork(IOperationStore store, OperationRunner runner, Starters starters, TimeProvider time, ILogger<OperationWork> logger) : IWork
{
    public const string OfKind = "operation";

    public string Kind => OfKind;

    public static WorkId IdOf(Operation operation) => new(operation.HomeTenantId, operation.Id);

    public static WorkKey KeyOf(Operation operation) => new(OfKind, IdOf(operation).ToString());

    public static WorkItem ItemOf(Operation operation, Starters starters) => new(
        KeyOf(operation), operation.BulkRepairId is null ? WorkLanes.Repair : WorkLanes.Bulk, Here: starters.Knows(IdOf(operation)));

    /// <summary>Once its row is written: the same for a run that somebody started by itself and for one of a bulk repair.</summary>
    public static Task GiveFiringAsync(Operation operation, Actor actor, Starters starters, IBackground background, CancellationToken cancellationToken)
    {
        starters.Remember(IdOf(operation), actor);
        return background.StartAsync(ItemOf(operation, starters), cancellationToken);
    }

    public async Task RunAsync(string id, CancellationToken wake)
    {
        var work = WorkId.Parse(id);
        if (await store.FindAsync(work.Home, work.Row, CancellationToken.None) is not { IsFinished: false, Interrupted: false } operation)
        {
            return;
        }

        if (operation is { State: not OperationState.Pending, MayGoOn: false, CancelRequested: false, StartedBy.Kind: ActorKind.User })
        {
            await store.TrySaveAsync(operation with { Interrupted = true, UpdatedAt = time.GetUtcNow() }, CancellationToken.None);
            LogInterrupted(operation.Id, operation.TenantId, operation.State);
            return;
        }

        var actor = starters.ActorOf(work, operation.StartedBy);
        await runner.RunAsync(operation, actor, wake);
        starters.Forget(work, actor);
        if (await store.FindAsync(work.Home, work.Row, CancellationToken.None) is { IsFinished: true })
        {
            await starters.EndAsync(operation);
        }
    }

    public async Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListUnfinishedAsync(cancellationToken)).Where(operation => !operation.Interrupted).Select(operation => ItemOf(operation, starters))];

    [LoggerMessage(2110, LogLevel.Warning, "Operation {OperationId} in tenant {TenantId} was interrupted while {State}; it waits for somebody")]
    private partial void LogInterrupted(Guid operationId, TenantId tenantId, OperationState state);
}
