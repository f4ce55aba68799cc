using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Takes runs from the queue, a bounded number at a time, and finds the ones that a dead process left behind.</summary>
public sealed partial class OperationDispatcher(
    OperationQueue queue,
    OperationRunner runner,
    IOperationStore store,
    TimeProvider time,
    IOptions<RunnerOptions> options,
    ILogger<OperationDispatcher> logger)
{
    /// <summary>Works until <paramref name="stopping"/>; the host calls it once.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await RecoverAsync(stopping);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // A database that answers late: the first beat looks again.
            LogBeat(problem);
        }

        var beating = LeaseLoop.RunAsync(options.Value.Lease, time, BeatAsync, LogBeat, stopping);
        using var slots = new SemaphoreSlim(options.Value.MaxParallel);
        try
        {
            await foreach (var item in queue.ReadAllAsync(stopping))
            {
                await slots.WaitAsync(stopping);
                _ = RunOneAsync(item, slots, stopping);
            }
        }
        finally
        {
            await beating;
        }
    }

    internal async Task BeatAsync(CancellationToken stopping)
    {
        if (queue.Held is { Count: > 0 } held)
        {
            await store.TouchAsync(held, time.GetUtcNow(), stopping);
        }

        await RecoverAsync(LeaseLoop.Silence(options.Value.Lease), stopping);
    }

    /// <summary>
    /// Marks runs without a living process as interrupted. Those of applications are finished at once: nobody waits in front of them, and
    /// their tokens can be had. Those of people wait until somebody chooses to finish or to undo.
    /// </summary>
    public Task RecoverAsync(CancellationToken stopping) => RecoverAsync(options.Value.Lease, stopping);

    private async Task RecoverAsync(TimeSpan silence, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        foreach (var found in await store.ListUnfinishedAsync(stopping))
        {
            var waitsForSomebody = found.Interrupted && found.StartedBy.Kind == ActorKind.User;
            if (waitsForSomebody || now - found.UpdatedAt < silence || queue.Held.Contains(found.Id))
            {
                continue;
            }

            await TakeOverAsync(found with { Interrupted = true, UpdatedAt = now }, stopping);
        }
    }

    private async Task TakeOverAsync(Operation found, CancellationToken stopping)
    {
        if (await store.TrySaveAsync(found, stopping) is not { } operation)
        {
            return; // another instance was faster
        }

        LogInterrupted(operation.Id, operation.TenantId, operation.State);
        if (operation.StartedBy.Kind == ActorKind.Application)
        {
            queue.Enqueue(operation.Id, operation.StartedBy.Restore());
        }
    }

    private async Task RunOneAsync(QueuedOperation item, SemaphoreSlim slots, CancellationToken stopping)
    {
        try
        {
            await runner.RunAsync(item.OperationId, item.Actor, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogLeft(item.OperationId);
        }
        catch (Exception problem)
        {
            LogLost(item.OperationId, problem);
        }
        finally
        {
            queue.Forget(item);
            if (!stopping.IsCancellationRequested)
            {
                slots.Release();
            }
        }
    }

    [LoggerMessage(2110, LogLevel.Warning, "Operation {OperationId} in tenant {TenantId} was interrupted while {State}")]
    private partial void LogInterrupted(Guid operationId, TenantId tenantId, OperationState state);

    [LoggerMessage(2113, LogLevel.Warning, "The runs of this instance could not be prolonged, or those of others not looked for")]
    private partial void LogBeat(Exception problem);

    [LoggerMessage(2111, LogLevel.Information, "Operation {OperationId} is left to the next start")]
    private partial void LogLeft(Guid operationId);

    [LoggerMessage(2112, LogLevel.Error, "Operation {OperationId} could not be recorded; the next look counts it as interrupted")]
    private partial void LogLost(Guid operationId, Exception problem);
}
