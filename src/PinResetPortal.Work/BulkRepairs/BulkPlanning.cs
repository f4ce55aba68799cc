using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>
/// Makes the plans of a bulk repair and sends nothing. Reads take places of their own, and fewer of them while Graph throttles the portal
/// as a whole. What befalls one tenant is its own result and stops no other.
/// </summary>
internal sealed partial class BulkPlanning(
    IBulkRepairStore store,
    ITenantCatalog catalog,
    ITenantFactReader reader,
    RemediationPlanner planner,
    ReadinessService readiness,
    BulkUndoPlanning undo,
    TimeProvider time,
    IOptions<BulkRepairOptions> options,
    ILogger<BulkPlanning> logger) : IDisposable
{
    /// <summary>Reads that wait for Graph have no place, but memory.</summary>
    private const int MostOpenPerPlace = 4;

    private readonly ReadPlaces _places = new(options.Value.Concurrency, time);

    /// <summary>How many tenants are read at the same time just now.</summary>
    public int Places => _places.Limit;

    /// <param name="wake">See <see cref="Background.IWork.RunAsync"/>.</param>
    public async Task RunAsync(BulkRepair bulk, Actor actor, CancellationToken wake)
    {
        try
        {
            var open = await store.ItemsAsync(bulk.HomeTenantId, bulk.Id, BulkRepairItemState.Unplanned, 0, BulkRepairService.MostTenants, wake);
            await Parallel.ForEachAsync(
                open,
                new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency * MostOpenPerPlace, CancellationToken = wake },
                async (item, over) => await PlanAsync(bulk, item, open.Count, actor, over));
        }
        catch (OperationCanceledException) when (wake.IsCancellationRequested)
        {
            if (await store.FindAsync(bulk.HomeTenantId, bulk.Id, CancellationToken.None) is { State: BulkRepairState.Planning })
            {
                throw;
            }

            return;
        }

        await FinishAsync(bulk);
    }

    public void Dispose() => _places.Dispose();

    private async Task PlanAsync(BulkRepair bulk, BulkRepairItem item, int size, Actor actor, CancellationToken over)
    {
        IReadOnlyList<OperationStep>? steps = null;
        await _places.EnterAsync(size, over);
        try
        {
            // Somebody may have given it up, on whatever instance.
            if (await store.FindAsync(bulk.HomeTenantId, bulk.Id, over) is not { State: BulkRepairState.Planning })
            {
                return;
            }

            (item, steps) = await catalog.FindAsync(item.TenantId, actor, over) is not { } tenant
                ? (item with { State = BulkRepairItemState.Unreadable, Error = "The tenant is no longer one of this portal's tenants." }, null)
                : bulk.UndoOf is { } original ? await undo.PlanAsync(bulk.HomeTenantId, original, item, tenant, actor, over)
                : await PlanFixAsync(bulk, item, tenant, actor, over);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !over.IsCancellationRequested)
        {
            LogUnexpected(item.TenantId, bulk.Id, problem);
            item = item with { State = BulkRepairItemState.Unreadable, Error = $"Something unexpected happened; it is in the log under bulk repair {bulk.Id}." };
        }
        finally
        {
            _places.Leave();
        }

        await store.SavePlanAsync(item, steps, CancellationToken.None);
    }

    private async Task<(BulkRepairItem Item, IReadOnlyList<OperationStep>? Steps)> PlanFixAsync(BulkRepair bulk, BulkRepairItem item, Tenant tenant, Actor actor, CancellationToken over)
    {
        var facts = await reader.ReadAsync(tenant, actor, new ReadManner(ReadPriority.Normal, new ReadPlace(_places, time)), over);
        var plan = planner.Plan(facts, bulk.Checks, bulk.Choice);
        var answer = plan.IsEmpty ? (await readiness.AssessAsync(bulk.HomeTenantId, tenant, facts, over)).Read : readiness.Judge(tenant, facts);
        var required = answer.Findings.Select(assessed => assessed.Finding).Where(finding => finding.Required).ToList();
        var unread = required.Where(finding => finding.Status == FindingStatus.Unknown).ToList();
        if (!plan.IsEmpty)
        {
            item = item with
            {
                State = BulkRepairItemState.Planned,
                PlanHash = plan.Hash,
                Actions = BulkSummary.ActionsOf(plan.Steps),
                Error = unread.Count == 0 ? null : $"Not in the plan, because it could not be read: {string.Join(' ', unread.Select(finding => finding.Summary))}",
            };
            return (item, [.. plan.Steps.Select(step => new OperationStep(step))]);
        }

        if (facts.Access.WhyUnreadable is { } reason)
        {
            return (item with { State = BulkRepairItemState.Unreadable, Error = $"{reason.Message} {reason.NextStep}".Trim() }, null);
        }

        var broken = required.FirstOrDefault(finding => finding.Status == FindingStatus.Broken);
        item = unread.Count > 0
            ? item with { State = BulkRepairItemState.Unreadable, Verdict = answer.Verdict, Error = unread[0].Summary }
            : item with { State = BulkRepairItemState.NothingToDo, Verdict = answer.Verdict, Error = broken is null ? null : $"Not for the portal to repair: {broken.Summary}" };
        return (item, null);
    }

    /// <summary>Saves the end of planning, unless somebody gave it up meanwhile.</summary>
    private async Task FinishAsync(BulkRepair bulk)
    {
        while (await store.FindAsync(bulk.HomeTenantId, bulk.Id, CancellationToken.None) is { State: BulkRepairState.Planning } now)
        {
            var summary = BulkSummary.Of(await store.ItemsAsync(bulk.HomeTenantId, bulk.Id, null, 0, BulkRepairService.MostTenants, CancellationToken.None), now.Choice, now.IsUndo);
            now = now with
            {
                UpdatedAt = time.GetUtcNow(),
                Note = summary.Unreadable == 0 ? null
                    : $"Nobody knows whether there is something to {(now.IsUndo ? "take back" : "repair")} in what could not be read. {summary.WhyUnreadable}",
            };
            now = summary.Tenants > 0
                ? now with { State = BulkRepairState.Planned }
                : now with
                {
                    State = BulkRepairState.Completed,
                    FinishedAt = time.GetUtcNow(),
                    Note = now.Note ?? (now.IsUndo ? "Nothing of it can be taken back. Each tenant says why." : "All tenants were read. There is nothing that the portal could repair."),
                };
            if (await store.TrySaveAsync(now, CancellationToken.None) is not null)
            {
                return;
            }
        }
    }

    [LoggerMessage(2160, LogLevel.Error, "The plan for tenant {TenantId} of bulk repair {BulkRepairId} failed unexpectedly")]
    private partial void LogUnexpected(TenantId tenantId, Guid bulkRepairId, Exception problem);
}
