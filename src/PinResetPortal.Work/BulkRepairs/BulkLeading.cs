using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>
/// Begins the tenants of a confirmed bulk repair, a bounded number at the same time: each is a run like one that somebody started by
/// itself, and has its own firing. Whether to go on is read from the row before each tenant.
/// </summary>
internal sealed partial class BulkLeading(
    IBulkRepairStore store,
    IOperationStore operations,
    IRemediationService remediations,
    BulkUndoPlanning undo,
    IBackground background,
    Starters starters,
    TimeProvider time,
    IOptions<BulkRepairOptions> options,
    ILogger<BulkLeading> logger)
{
    /// <param name="wake">See <see cref="IWork.RunAsync"/>.</param>
    public async Task RunAsync(BulkRepair bulk, Actor actor, CancellationToken wake)
    {
        if (!bulk.MayGoOn)
        {
            await WaitForSomebodyAsync(bulk);
            return;
        }

        // Interrupted runs that this actor cannot go on with.
        var left = new HashSet<Guid>();
        try
        {
            while (await store.FindAsync(bulk.HomeTenantId, bulk.Id, CancellationToken.None) is { State: BulkRepairState.Running } now)
            {
                wake.ThrowIfCancellationRequested();
                if (now.MayGoOn)
                {
                    await store.TrySaveAsync(now with { MayGoOn = false, UpdatedAt = time.GetUtcNow() }, CancellationToken.None);
                }
                else if (await LookAsync(now, actor, left, wake))
                {
                    return;
                }
                else
                {
                    await Task.Delay(options.Value.Poll, time, wake);
                }
            }
        }
        catch (OperationCanceledException) when (wake.IsCancellationRequested)
        {
            if (await HandOverAsync(bulk))
            {
                throw;
            }
        }
        catch (Exception) when (!wake.IsCancellationRequested)
        {
            // A database that was away for a moment is no reason to wait for somebody: the next firing goes on.
            await HandOverAsync(bulk);
            throw;
        }
    }

    /// <summary>Somebody shall look before an interrupted repair of many tenants goes on.</summary>
    private async Task WaitForSomebodyAsync(BulkRepair bulk)
    {
        var stopped = bulk with
        {
            State = BulkRepairState.Stopped,
            UpdatedAt = time.GetUtcNow(),
            Note = "It was interrupted while it ran. Tenants that were not begun wait.",
        };
        if (await store.TrySaveAsync(stopped, CancellationToken.None) is not null)
        {
            LogInterrupted(bulk.Id);
        }
    }

    /// <returns>False: somebody stopped it.</returns>
    private async Task<bool> HandOverAsync(BulkRepair bulk)
    {
        while (await store.FindAsync(bulk.HomeTenantId, bulk.Id, CancellationToken.None) is { State: BulkRepairState.Running } now)
        {
            if (await store.TrySaveAsync(now with { MayGoOn = true, UpdatedAt = time.GetUtcNow() }, CancellationToken.None) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Begins as many tenants as there are places.</summary>
    /// <returns>True: it is over, or waits behind its pilot.</returns>
    private async Task<bool> LookAsync(BulkRepair bulk, Actor actor, HashSet<Guid> left, CancellationToken wake)
    {
        var counts = await store.CountAsync(bulk.HomeTenantId, bulk.Id, wake);
        var busy = counts.GetValueOrDefault(BulkRepairItemState.Running);
        var interrupted = counts.ContainsKey(BulkRepairItemState.Interrupted)
            ? await store.ItemsAsync(bulk.HomeTenantId, bulk.Id, BulkRepairItemState.Interrupted, 0, BulkRepairService.MostTenants, wake)
            : [];
        foreach (var run in interrupted.Select(item => item.OperationId).OfType<Guid>().Where(run => !left.Contains(run)))
        {
            busy++;
            if (await remediations.ResumeAsync(run, actor, wake) is StartResult.Denied or StartResult.OperationNotFound or StartResult.NoAccess)
            {
                left.Add(run);
                busy--;
            }
        }

        var free = options.Value.Concurrency - busy;
        if (free <= 0)
        {
            return false;
        }

        var waiting = await store.WaitingAsync(bulk.HomeTenantId, bulk.Id, bulk.InPilot, free, wake);
        foreach (var item in waiting)
        {
            await BeginAsync(bulk, item, actor);
        }

        return waiting.Count == 0 && busy == 0 && await FinishAsync(bulk);
    }

    private async Task BeginAsync(BulkRepair bulk, BulkRepairItem item, Actor actor)
    {
        try
        {
            if (await MakeAsync(bulk, item, actor) is not { } run)
            {
                await store.RefuseAsync(item, "Its plan is not there any more. Nothing was sent. Retry makes a new plan.", CancellationToken.None);
                return;
            }

            switch (await store.TryBeginAsync(run, CancellationToken.None))
            {
                case BulkBegin.Begun:
                    await OperationWork.GiveFiringAsync(run, actor, starters, background, CancellationToken.None);
                    break;
                case BulkBegin.Busy:
                    await store.RefuseAsync(item, await WhyBusyAsync(run), CancellationToken.None);
                    break;
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogUnexpected(item.TenantId, bulk.Id, problem);
            await store.RefuseAsync(item, $"Something unexpected happened; it is in the log under bulk repair {bulk.Id}.", CancellationToken.None);
        }
    }

    /// <returns>Null when its plan, or what it takes back, is gone.</returns>
    private async Task<Operation?> MakeAsync(BulkRepair bulk, BulkRepairItem item, Actor actor)
    {
        if (item.PlanHash is not { } hash || await store.FindPlanAsync(bulk.HomeTenantId, bulk.Id, item.TenantId, CancellationToken.None) is not { } steps)
        {
            return null;
        }

        var (key, now) = (new TenantKey(bulk.HomeTenantId, item.TenantId), time.GetUtcNow());
        if (bulk.UndoOf is not { } original)
        {
            var checks = bulk.Checks ?? [.. steps.Select(step => step.Planned.CheckId).Distinct()];
            return Operation.New(OperationKind.Fix, key, hash, checks, bulk.Choice, steps, actor, now) with { BulkRepairId = bulk.Id };
        }

        return await undo.FindFixAsync(bulk.HomeTenantId, original, item.TenantId, CancellationToken.None) is { } fix
            ? Operation.New(OperationKind.Undo, key, hash, fix.Checks, fix.Choice, steps, actor, now) with { BulkRepairId = bulk.Id, UndoOf = fix.Id }
            : null;
    }

    private async Task<string> WhyBusyAsync(Operation run) =>
        (await operations.ListAsync(run.HomeTenantId, run.TenantId, 20, CancellationToken.None)).FirstOrDefault(found => !found.IsFinished) is { } other
            ? $"Another repair of this tenant is not finished (operation {other.Id}). Nothing was sent."
            : "Another repair of this tenant is not finished. Nothing was sent.";

    /// <returns>False: somebody changed it meanwhile.</returns>
    private async Task<bool> FinishAsync(BulkRepair bulk)
    {
        var now = time.GetUtcNow();
        var waits = (await store.WaitingAsync(bulk.HomeTenantId, bulk.Id, pilot: false, 1, CancellationToken.None)).Count > 0;
        if (waits && !bulk.InPilot)
        {
            return false;
        }

        var ended = waits
            ? bulk with { State = BulkRepairState.PilotDone, InPilot = false, UpdatedAt = now, Note = "The pilot is over. Look at its results, then go on with the others." }
            : bulk with { State = BulkRepairState.Completed, InPilot = false, UpdatedAt = now, FinishedAt = now };
        return await store.TrySaveAsync(ended, CancellationToken.None) is not null;
    }

    [LoggerMessage(2150, LogLevel.Warning, "Bulk repair {BulkRepairId} was interrupted while it ran; it waits for somebody")]
    private partial void LogInterrupted(Guid bulkRepairId);

    [LoggerMessage(2161, LogLevel.Error, "Tenant {TenantId} of bulk repair {BulkRepairId} could not be begun")]
    private partial void LogUnexpected(TenantId tenantId, Guid bulkRepairId, Exception problem);
}
