using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Operations;

/// <summary>How a run ended, by what was read after it.</summary>
/// <param name="Verdict">Of this read alone; Unknown when it could not see.</param>
/// <param name="RollsOut">What the run left in the tenant, and devices that a policy reaches do not have it yet.</param>
internal sealed record VerificationResult(OperationState State, Verdict Verdict, string? Error, bool RollsOut = false);

/// <summary>Reads the tenant after the steps until it shows them, and keeps the portal's own record of what it deployed.</summary>
internal sealed class RunVerification(
    ITenantFactReader reader, ReadinessService readiness, IChangeExecutor executor, IDeploymentStore deployments, TimeProvider time, RunnerOptions options)
{
    /// <summary>The same checks over fresh facts, until they are content or the time is up.</summary>
    /// <param name="look">Called with the verdict of each look that is not the last.</param>
    public async Task<VerificationResult> OfFixAsync(Operation operation, Tenant tenant, Actor actor, Func<Verdict, Task> look, CancellationToken stopping)
    {
        using var span = WorkMeter.Spans.StartActivity("operation.verify");
        var repaired = operation.Steps.Select(step => step.Planned.CheckId).ToHashSet(StringComparer.Ordinal);
        var patience = new Patience(time, options, options.VerificationWindow);
        while (true)
        {
            var facts = await reader.ReadAsync(tenant, actor, stopping);
            var open = readiness.Judge(tenant, facts).Findings
                .FirstOrDefault(item => repaired.Contains(item.Finding.CheckId) && (item.Fixable || item.Finding.Status is FindingStatus.Broken or FindingStatus.Unknown))?.Finding;
            if (open is null)
            {
                var read = (await readiness.AssessAsync(operation.HomeTenantId, tenant, await RecordAsync(operation, facts, stopping), stopping)).Read;
                return new(OperationState.Verified, read.Verdict, null, RollsOut(read));
            }

            var verdict = await KeepAsync(operation, tenant, facts, stopping);
            await look(verdict);
            if (!await patience.WaitAsync(stopping))
            {
                return new(OperationState.NotYetVisible, verdict, open.Status == FindingStatus.Unknown
                    ? $"Graph accepted every step, but the portal could not read the tenant to see it: {open.Summary}"
                    : $"Graph accepted every step, but does not show it yet: {open.Summary}");
            }
        }
    }

    /// <summary>
    /// Looks at the end state of each object: what a later step of the same undo has done away with can't be seen any more, and need not.
    /// </summary>
    public async Task<VerificationResult> OfUndoAsync(Operation operation, Tenant tenant, Actor actor, CancellationToken stopping)
    {
        using var span = WorkMeter.Spans.StartActivity("operation.verify");
        var patience = new Patience(time, options, options.VerificationWindow);
        var created = ChangeReferences.CreatedBy(operation);
        List<(OperationStep Step, PlannedChange Change)> done =
            [.. operation.Steps.Where(step => step.State == StepState.Done).Select(step => (step, ChangeReferences.Resolve(step.Planned.Change, created)))];
        foreach (var (step, change) in done.Where((one, position) => !done.Skip(position + 1).Any(later => ChangeReferences.Supersedes(later.Change, one.Change))))
        {
            while (await executor.ObserveAsync(tenant, actor, change, stopping) is not ChangeObservation.InPlace)
            {
                if (!await patience.WaitAsync(stopping))
                {
                    return new(OperationState.NotYetVisible, await VerdictNowAsync(operation, tenant, actor, stopping), $"Graph accepted every step, but does not show it yet: {step.Planned.Summary}");
                }
            }
        }

        if (operation.UndoOf is { } fixId)
        {
            // Before the read: it shall be judged by a record that no longer has what was taken back.
            await deployments.RemoveAsync(operation.Key, fixId, stopping);
        }

        var left = (await readiness.AssessAsync(operation.HomeTenantId, tenant, await reader.ReadAsync(tenant, actor, stopping), stopping)).Read;
        return new(OperationState.Undone, left.Verdict, null, RollsOut(left));
    }

    private static bool RollsOut(TenantReadiness read) => read is { Stage: TenantStage.SetUp or TenantStage.RollingOut, Devices.Reached: > 0 };

    /// <summary>What the checks say now, however far the run came.</summary>
    public async Task<Verdict> VerdictNowAsync(Operation operation, Tenant tenant, Actor actor, CancellationToken stopping) =>
        await KeepAsync(operation, tenant, await reader.ReadAsync(tenant, actor, stopping), stopping);

    private async Task<Verdict> KeepAsync(Operation operation, Tenant tenant, TenantFacts facts, CancellationToken stopping) =>
        (await readiness.AssessAsync(operation.HomeTenantId, tenant, facts, stopping)).Read.Verdict;

    /// <summary>
    /// Stores what the run deployed, as this read saw it. The answer that is kept is judged by that record: the first one after a run must
    /// not say that the portal deployed nothing.
    /// </summary>
    private async Task<TenantFacts> RecordAsync(Operation operation, TenantFacts facts, CancellationToken stopping)
    {
        if (Deployed(operation, facts) is not { Count: > 0 } deployed)
        {
            return facts;
        }

        await deployments.SaveAsync(operation.HomeTenantId, deployed, stopping);
        return facts with { Deployed = await deployments.ListAsync(operation.Key, stopping) };
    }

    /// <summary>The policies that the run made, changed or assigned, as this read saw them.</summary>
    private List<DeployedPolicy> Deployed(Operation operation, TenantFacts facts)
    {
        var created = ChangeReferences.CreatedBy(operation);
        var ids = operation.Steps
            .Where(step => step.State == StepState.Done)
            .Select(step => ChangeReferences.Resolve(step.Planned.Change, created).Traits() is { Deploys: true } traits ? traits.Subject ?? step.ObjectId : null)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var now = time.GetUtcNow();
        return [.. facts.AllPolicies.Where(policy => ids.Contains(policy.Id)).Select(policy => new DeployedPolicy(operation.TenantId, policy, operation.Id, now, operation.StartedBy.Name))];
    }
}
