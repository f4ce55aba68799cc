using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Takes bulk repairs from the queue for as long as the process lives, and finds the ones that a dead process left behind.</summary>
public sealed partial class BulkRepairWorker(
    BulkRepairQueue queue,
    BulkRepairRunner runner,
    IBulkRepairStore store,
    TimeProvider time,
    IOptions<RunnerOptions> options,
    ILogger<BulkRepairWorker> logger)
{
    private readonly ConcurrentDictionary<Guid, int> _held = new();

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
        try
        {
            await foreach (var (id, actor) in queue.ReadAllAsync(stopping))
            {
                _ = RunOneAsync(id, actor, stopping);
            }
        }
        finally
        {
            await beating;
        }
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        if (!_held.IsEmpty)
        {
            await store.TouchAsync([.. _held.Keys], time.GetUtcNow(), stopping);
        }

        await RecoverAsync(LeaseLoop.Silence(options.Value.Lease), stopping);
    }

    /// <summary>
    /// Goes on with planning, which sends nothing. What was sending waits for a go-ahead: somebody shall look before an interrupted repair
    /// of many tenants goes on.
    /// </summary>
    public Task RecoverAsync(CancellationToken stopping) => RecoverAsync(options.Value.Lease, stopping);

    private async Task RecoverAsync(TimeSpan silence, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        foreach (var found in (await store.ListWorkingAsync(stopping)).Where(bulk => now - bulk.UpdatedAt >= silence && !_held.ContainsKey(bulk.Id)))
        {
            var planning = found.State == BulkRepairState.Planning;
            var taken = planning
                ? found with { UpdatedAt = now }
                : found with { State = BulkRepairState.Stopped, UpdatedAt = now, Note = "The portal was stopped while it ran. Tenants that were not begun wait." };
            if (await store.TrySaveAsync(taken, stopping) is null)
            {
                continue; // another instance was faster
            }

            LogInterrupted(found.Id, found.State);
            if (planning)
            {
                queue.Enqueue(found.Id, found.StartedBy.Restore());
            }
        }
    }

    private async Task RunOneAsync(Guid id, Actor actor, CancellationToken stopping)
    {
        // The loop that takes them must not do their work.
        _held.AddOrUpdate(id, 1, (_, runs) => runs + 1);
        await Task.Yield();
        try
        {
            await runner.RunAsync(id, actor, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start finds it.
        }
        catch (Exception problem)
        {
            // The one boundary: it is logged, and it stands as stopped or unplanned until somebody goes on.
            LogUnexpected(id, problem);
            await StopAsync(id, actor, stopping);
        }
        finally
        {
            // A go-ahead may come while the run before it is not quite over.
            if (_held.AddOrUpdate(id, 0, (_, runs) => runs - 1) == 0)
            {
                _held.TryRemove(new(id, 0));
            }
        }
    }

    private async Task StopAsync(Guid id, Actor actor, CancellationToken stopping)
    {
        try
        {
            if (await store.FindAsync(actor.HomeTenantId, id, stopping) is { IsWorking: true } bulk)
            {
                var confirmed = bulk.ConfirmedAt is not null;
                await store.TrySaveAsync(
                    bulk with
                    {
                        State = confirmed ? BulkRepairState.Stopped : BulkRepairState.Cancelled,
                        FinishedAt = confirmed ? null : time.GetUtcNow(),
                        UpdatedAt = time.GetUtcNow(),
                        Note = $"Something unexpected happened; it is in the log under bulk repair {id}.",
                    },
                    stopping);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogUnexpected(id, problem);
        }
    }

    [LoggerMessage(2150, LogLevel.Warning, "Bulk repair {BulkRepairId} was interrupted while {State}")]
    private partial void LogInterrupted(Guid bulkRepairId, BulkRepairState state);

    [LoggerMessage(2152, LogLevel.Warning, "The bulk repairs of this instance could not be prolonged, or those of others not looked for")]
    private partial void LogBeat(Exception problem);

    [LoggerMessage(2151, LogLevel.Error, "Bulk repair {BulkRepairId} failed unexpectedly")]
    private partial void LogUnexpected(Guid bulkRepairId, Exception problem);
}
