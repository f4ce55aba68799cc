using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Operations;

/// <summary>Before a run sends its first change: is the tenant as it was when the plan was shown?</summary>
internal sealed class FirstLook(IOperationStore store, ITenantFactReader reader, RemediationPlanner planner, IChangeExecutor executor, TimeProvider time, RunnerOptions options)
{
    private const string Changed = "The tenant changed since the plan was shown. Nothing was sent. Look at the new plan.";

    private const string NotRead = "The tenant could not be read again before the first change, so nothing was sent";

    /// <summary>
    /// Looks again before the first write. Null: everything is as it was when the plan was shown. What takes one repair back was planned
    /// when it was started; that of many was shown before.
    /// </summary>
    public async Task<string?> WhyNotAsync(Tenant tenant, Actor actor, Operation operation, CancellationToken stopping)
    {
        if (operation.Kind == OperationKind.Fix)
        {
            return await WhyNotAsPlannedAsync(tenant, actor, operation, stopping);
        }

        if (operation.BulkRepairId is null || operation.UndoOf is not { } fixId)
        {
            return null;
        }

        if (await store.FindAsync(operation.HomeTenantId, fixId, stopping) is not { IsFinished: true, State: not OperationState.Undone } fix)
        {
            return Changed;
        }

        var plan = new UndoPlan(executor);
        var steps = await plan.MakeAsync(fix, tenant, actor, stopping);
        return plan.Unseen is { } unseen ? $"{NotRead}: {unseen.Message}" : UndoPlan.HashOf(steps) == operation.PlanHash ? null : Changed;
    }

    private async Task<string?> WhyNotAsPlannedAsync(Tenant tenant, Actor actor, Operation operation, CancellationToken stopping)
    {
        var patience = new Patience(time, options, options.ReplicationWindow);
        while (true)
        {
            var facts = await reader.ReadAsync(tenant, actor, stopping);
            if (planner.Plan(facts, operation.Checks, operation.Choice).Hash == operation.PlanHash)
            {
                return null;
            }

            var trouble = Unreadables(facts).FirstOrDefault();
            if (trouble is not { Kind: UnreadableKind.Throttled or UnreadableKind.Unavailable })
            {
                return trouble is null ? Changed : $"{NotRead}: {trouble.Message}";
            }

            if (!await patience.WaitAsync(stopping))
            {
                return $"Graph would not let the tenant be read again before the first change, so nothing was sent: {trouble.Message}";
            }
        }
    }

    private static IEnumerable<UnreadableReason> Unreadables(TenantFacts facts) =>
        new[] { facts.PinResetService.WhyUnreadable, facts.PinResetClient.WhyUnreadable, facts.Groups.WhyUnreadable }.OfType<UnreadableReason>().Concat(facts.UnreadablePolicies);
}
