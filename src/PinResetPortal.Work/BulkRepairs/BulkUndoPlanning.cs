using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Plans how one tenant's run of a bulk repair is taken back, as for a single one. What cannot be taken back says why and is not touched.</summary>
internal sealed class BulkUndoPlanning(IBulkRepairStore store, IOperationStore operations, IChangeExecutor executor)
{
    /// <param name="original">The bulk repair that is taken back.</param>
    public async Task<(BulkRepairItem Item, IReadOnlyList<OperationStep>? Steps)> PlanAsync(
        TenantId home, Guid original, BulkRepairItem item, Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindFixAsync(home, original, item.TenantId, cancellationToken) is not { } fix)
        {
            return LeftAlone(item, "Nothing was sent in this tenant.");
        }

        if (fix.State == OperationState.Undone)
        {
            return LeftAlone(item, "Its repair was already taken back.");
        }

        if (!fix.IsFinished)
        {
            return LeftAlone(item, fix.Interrupted ? "Its run was interrupted. Open its steps to finish it or to take it back." : "Its run is not finished.");
        }

        var plan = new UndoPlan(executor);
        var steps = await plan.MakeAsync(fix, tenant, actor, cancellationToken);
        if (plan.Unseen is { } reason)
        {
            return (item with { State = BulkRepairItemState.Unreadable, Error = $"{reason.Message} {reason.NextStep}".Trim() }, null);
        }

        var left = steps.Where(step => step.State != StepState.Pending).Select(step => $"{step.Planned.Summary}: {step.Error}").ToList();
        if (left.Count == steps.Count)
        {
            return LeftAlone(item, left.Count == 0 ? "Nothing of its repair is in place any more." : string.Join(' ', left));
        }

        item = item with
        {
            State = BulkRepairItemState.Planned,
            PlanHash = UndoPlan.HashOf(steps),
            Actions = BulkSummary.ActionsOf(steps.Where(step => step.State == StepState.Pending).Select(step => step.Planned)),
            Error = left.Count == 0 ? null : string.Join(' ', left),
        };
        return (item, steps);
    }

    /// <summary>The run that repaired a tenant; null: there was none.</summary>
    public async Task<Operation?> FindFixAsync(TenantId home, Guid original, TenantId tenantId, CancellationToken cancellationToken) =>
        await store.FindRunAsync(home, original, tenantId, cancellationToken) is { } run ? await operations.FindAsync(home, run, cancellationToken) : null;

    private static (BulkRepairItem Item, IReadOnlyList<OperationStep>? Steps) LeftAlone(BulkRepairItem item, string why) =>
        (item with { State = BulkRepairItemState.LeftAlone, Error = why }, null);
}
