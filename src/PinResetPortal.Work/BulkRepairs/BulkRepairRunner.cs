using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>
/// Works on one bulk repair: makes the plans, or runs them, a bounded number of tenants at a time, each through the same service as a
/// repair of one tenant. What befalls one tenant is its own result and stops no other.
/// </summary>
public sealed partial class BulkRepairRunner(
    IBulkRepairStore store,
    ITenantCatalog catalog,
    IRemediationService remediations,
    ReadinessService readiness,
    TimeProvider time,
    IOptions<BulkRepairOptions> options,
    ILogger<BulkRepairRunner> logger)
{
    public async Task RunAsync(Guid id, Actor actor, CancellationToken stopping)
    {
        switch (await store.FindAsync(actor.HomeTenantId, id, stopping))
        {
            case { State: BulkRepairState.Planning } bulk:
                await PlanAsync(bulk, actor, stopping);
                break;
            case { State: BulkRepairState.Running } bulk:
                await RepairAsync(bulk, actor, stopping);
                break;
        }
    }

    private async Task PlanAsync(BulkRepair bulk, Actor actor, CancellationToken stopping)
    {
        var open = await store.ItemsAsync(bulk.HomeTenantId, bulk.Id, BulkRepairItemState.Unplanned, 0, BulkRepairService.MostTenants, stopping);
        await EachAsync(bulk, open, BulkRepairItemState.Unreadable, item => PlanAsync(bulk, item, actor, stopping), stopping);
        await FinishAsync(bulk, async now =>
        {
            var summary = BulkSummary.Of(await store.ItemsAsync(bulk.HomeTenantId, bulk.Id, null, 0, BulkRepairService.MostTenants, stopping), bulk.Choice);
            now = now with { Note = summary.Unreadable == 0 ? null : $"Nobody knows whether there is something to repair in what could not be read. {summary.WhyUnreadable}" };
            return summary.Tenants > 0
                ? now with { State = BulkRepairState.Planned }
                : now with { State = BulkRepairState.Completed, FinishedAt = time.GetUtcNow(), Note = now.Note ?? "All tenants were read. There is nothing that the portal could repair." };
        }, stopping);
    }

    private async Task<BulkRepairItem> PlanAsync(BulkRepair bulk, BulkRepairItem item, Actor actor, CancellationToken stopping)
    {
        if (await remediations.PlanAsync(item.TenantId, actor, bulk.Checks, bulk.Choice, stopping) is not PlanResult.Planned(var plan, var facts)
            || await catalog.FindAsync(item.TenantId, actor, stopping) is not { } tenant)
        {
            return item with { State = BulkRepairItemState.Unreadable, Error = "The tenant is no longer one of this portal's tenants." };
        }

        var answer = plan.IsEmpty ? (await readiness.AssessAsync(bulk.HomeTenantId, tenant, facts, stopping)).Read : readiness.Judge(tenant, facts);
        var required = answer.Findings.Select(assessed => assessed.Finding).Where(finding => finding.Required).ToList();
        var unread = required.Where(finding => finding.Status == FindingStatus.Unknown).ToList();
        if (!plan.IsEmpty)
        {
            return item with
            {
                State = BulkRepairItemState.Planned,
                PlanHash = plan.Hash,
                Actions = BulkSummary.ActionsOf(plan),
                Error = unread.Count == 0 ? null : $"Not in the plan, because it could not be read: {string.Join(' ', unread.Select(finding => finding.Summary))}",
            };
        }

        if (facts.Access.WhyUnreadable is { } reason)
        {
            return item with { State = BulkRepairItemState.Unreadable, Error = $"{reason.Message} {reason.NextStep}".Trim() };
        }

        var broken = required.FirstOrDefault(finding => finding.Status == FindingStatus.Broken);
        return unread.Count > 0
            ? item with { State = BulkRepairItemState.Unreadable, Verdict = answer.Verdict, Error = unread[0].Summary }
            : item with { State = BulkRepairItemState.NothingToDo, Verdict = answer.Verdict, Error = broken is null ? null : $"Not for the portal to repair: {broken.Summary}" };
    }

    private async Task RepairAsync(BulkRepair bulk, Actor actor, CancellationToken stopping)
    {
        var items = await store.ItemsAsync(bulk.HomeTenantId, bulk.Id, null, 0, BulkRepairService.MostTenants, stopping);
        var begun = items.Where(item => item.State == BulkRepairItemState.Running).ToList();
        var waiting = items.Where(item => item.State == BulkRepairItemState.Planned).ToList();
        var pilot = waiting.Where(item => item.IsPilot).ToList();
        await EachAsync(bulk, [.. begun, .. pilot.Count > 0 ? pilot : waiting], BulkRepairItemState.Failed, item => RepairAsync(bulk, item, actor, stopping), stopping);
        await FinishAsync(bulk, async now =>
        {
            var left = (await store.CountAsync(bulk.HomeTenantId, bulk.Id, stopping)).GetValueOrDefault(BulkRepairItemState.Planned);
            return left > 0
                ? now with { State = BulkRepairState.PilotDone, Note = "The pilot is over. Look at its results, then go on with the others." }
                : now with { State = BulkRepairState.Completed, FinishedAt = time.GetUtcNow() };
        }, stopping);
    }

    private async Task<BulkRepairItem> RepairAsync(BulkRepair bulk, BulkRepairItem item, Actor actor, CancellationToken stopping)
    {
        var started = item.OperationId is { } begun
            ? await ResumeAsync(begun, actor, stopping)
            : await remediations.StartAsync(item.TenantId, actor, bulk.Checks, bulk.Choice, item.PlanHash!, stopping);
        if (started is not StartResult.Accepted(var operation))
        {
            return item with { State = BulkRepairItemState.Failed, Error = WhyNot(started) };
        }

        item = item with { State = BulkRepairItemState.Running, OperationId = operation.Id };
        await store.SaveItemAsync(item, stopping);
        return await WaitAsync(operation, actor, stopping) is { } ended
            ? Result(item, ended)
            : item with { State = BulkRepairItemState.Failed, Error = "Its run was interrupted. Open its steps to finish it or to take it back." };
    }

    /// <summary>A run that the process before this one began.</summary>
    private async Task<StartResult> ResumeAsync(Guid operationId, Actor actor, CancellationToken stopping) => await remediations.FindAsync(operationId, actor, stopping) switch
    {
        null => new StartResult.OperationNotFound(),
        { IsFinished: false, Interrupted: true } => await remediations.ResumeAsync(operationId, actor, stopping),
        var operation => new StartResult.Accepted(operation),
    };

    /// <summary>Waits for the end of a run, and has it go on when it was interrupted meanwhile.</summary>
    /// <returns>Null when it stands still.</returns>
    private async Task<Operation?> WaitAsync(Operation operation, Actor actor, CancellationToken stopping)
    {
        while (!operation.IsFinished)
        {
            if (operation.Interrupted && await remediations.ResumeAsync(operation.Id, actor, stopping) is not (StartResult.Accepted or StartResult.ChangedMeanwhile or StartResult.NothingToDo or StartResult.Busy))
            {
                return null;
            }

            await Task.Delay(options.Value.Poll, time, stopping);
            operation = await remediations.FindAsync(operation.Id, actor, stopping) ?? throw new InvalidOperationException($"Operation {operation.Id} is gone.");
        }

        return operation;
    }

    private static BulkRepairItem Result(BulkRepairItem item, Operation operation) => item with
    {
        State = operation.State switch
        {
            OperationState.Verified => BulkRepairItemState.Verified,
            OperationState.NotYetVisible => BulkRepairItemState.NotYetVisible,
            _ => BulkRepairItemState.Failed,
        },
        Verdict = operation.Verdict,
        Error = operation.Error ?? (operation.State == OperationState.Undone ? "It was taken back." : null),
    };

    private static string WhyNot(StartResult result) => result switch
    {
        StartResult.ChangedMeanwhile => "Somebody else changed its run at the same moment.",
        StartResult.PlanChanged => "The tenant changed since its plan was made. Nothing was sent. Retry makes a new plan.",
        StartResult.Busy { OperationId: { } other } => $"Another repair of this tenant is not finished (operation {other}). Nothing was sent.",
        StartResult.Busy => "Another repair of this tenant is not finished. Nothing was sent.",
        StartResult.NothingToDo nothing => nothing.Why,
        StartResult.TenantNotFound => "The tenant is no longer one of this portal's tenants.",
        StartResult.Denied denied => $"This needs the portal role {denied.Needed}.",
        _ => "The run can't be found any more.",
    };

    /// <summary>
    /// Works on each, and saves what it has become. Begins no further tenant once the bulk repair is not what it was, whoever changed it
    /// and on whatever instance.
    /// </summary>
    /// <param name="broken">What a tenant is whose work ended in an unexpected way: its own boundary, so that it costs nothing to the others.</param>
    private Task EachAsync(
        BulkRepair bulk, IReadOnlyList<BulkRepairItem> items, BulkRepairItemState broken, Func<BulkRepairItem, Task<BulkRepairItem>> work, CancellationToken stopping) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency, CancellationToken = stopping },
            async (item, _) =>
            {
                if (!await TouchAsync(bulk, stopping))
                {
                    return;
                }

                try
                {
                    item = await work(item);
                }
                catch (Exception problem) when (problem is not OperationCanceledException || !stopping.IsCancellationRequested)
                {
                    LogUnexpected(item.TenantId, bulk.Id, problem);
                    item = item with { State = broken, Error = $"Something unexpected happened; it is in the log under bulk repair {bulk.Id}." };
                }

                await store.SaveItemAsync(item, stopping);
            });

    /// <summary>Shows others that somebody works on it.</summary>
    /// <returns>False when it was stopped.</returns>
    private async Task<bool> TouchAsync(BulkRepair bulk, CancellationToken stopping)
    {
        while (await store.FindAsync(bulk.HomeTenantId, bulk.Id, stopping) is { } now && now.State == bulk.State && now.Run == bulk.Run)
        {
            if (await store.TrySaveAsync(now with { UpdatedAt = time.GetUtcNow() }, stopping) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Saves the end of a phase, unless somebody stopped it meanwhile.</summary>
    private async Task FinishAsync(BulkRepair bulk, Func<BulkRepair, Task<BulkRepair>> end, CancellationToken stopping)
    {
        while (await store.FindAsync(bulk.HomeTenantId, bulk.Id, stopping) is { } now && now.State == bulk.State && now.Run == bulk.Run)
        {
            if (await store.TrySaveAsync((await end(now)) with { UpdatedAt = time.GetUtcNow() }, stopping) is not null)
            {
                return;
            }
        }
    }

    [LoggerMessage(2160, LogLevel.Error, "Tenant {TenantId} of bulk repair {BulkRepairId} failed unexpectedly")]
    private partial void LogUnexpected(TenantId tenantId, Guid bulkRepairId, Exception problem);
}
