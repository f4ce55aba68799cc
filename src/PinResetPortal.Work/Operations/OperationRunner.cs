using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// Runs one operation to its end: intent in the audit log, fresh facts, the steps, fresh facts again until they show the repair,
/// outcome in the audit log. Every transition is saved before the next request leaves, so a killed process can be followed up.
/// </summary>
public sealed partial class OperationRunner(
    IOperationStore store,
    IAuditLog audit,
    ITenantCatalog catalog,
    ITenantFactReader reader,
    ReadinessService readiness,
    RemediationPlanner planner,
    IChangeExecutor executor,
    CheckCatalog checks,
    IDeploymentStore deployments,
    IRolloutFollowUp rollouts,
    TimeProvider time,
    IOptions<RunnerOptions> options,
    ILogger<OperationRunner> logger)
{
    private readonly RunVerification _verification = new(reader, readiness, executor, deployments, time, options.Value);

    /// <param name="stopping">The process is going down: leave everything as it is, the next start finds it.</param>
    public async Task RunAsync(Guid operationId, Actor actor, CancellationToken stopping)
    {
        var operation = await store.FindAsync(operationId, stopping);
        if (operation is null || operation.IsFinished)
        {
            return;
        }

        try
        {
            await RunAsync(operation, actor, stopping);
        }
        catch (SavedElsewhereException problem)
        {
            // This process was thought dead. What the other one makes of the run counts.
            LogTakenOver(operationId, operation.TenantId, problem);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The one boundary of a run: whatever was not expected ends here, is logged, and the admin is told.
            LogUnexpected(operationId, operation.TenantId, problem);
            var current = await store.FindAsync(operationId, stopping);
            if (current is { IsFinished: false })
            {
                await FinishAsync(current, OperationState.Failed, current.Verdict, $"Something unexpected happened; it is in the log under operation {operationId}.", stopping);
            }
        }
    }

    private async Task RunAsync(Operation operation, Actor actor, CancellationToken stopping)
    {
        var resumed = operation.State != OperationState.Pending;
        var tenant = await catalog.FindAsync(operation.TenantId, actor, stopping);
        if (tenant is null)
        {
            await FinishAsync(operation, OperationState.Failed, null, "The tenant is no longer one of this portal's tenants.", stopping);
            return;
        }

        await RecordAsync(
            operation,
            operation.Kind == OperationKind.Fix ? AuditActions.RemediationIntent : AuditActions.UndoIntent,
            $"{(resumed ? "Goes on with" : "Starts")} {(operation.Kind == OperationKind.Fix ? "a repair" : "taking a repair back")}: {operation.Steps.Count} {(operation.Steps.Count == 1 ? "step" : "steps")}",
            operation.Steps.Select(step => new { step = step.Planned.Id, check = step.Planned.CheckId, step.Planned.Request.Method, step.Planned.Request.Path, step.Planned.Request.Body, step.Planned.Before, step.Planned.After }),
            stopping);
        operation = await SaveAsync(operation with { State = OperationState.Running, Interrupted = false }, stopping);

        if (!resumed && operation.Kind == OperationKind.Fix && await WhyNotAsPlannedAsync(tenant, actor, operation, stopping) is { } changed)
        {
            operation = Skip(operation);
            await FinishAsync(operation, OperationState.Failed, null, changed, stopping);
            return;
        }

        operation = await RunStepsAsync(operation, tenant, actor, resumed, stopping);
        if (operation.Steps.FirstOrDefault(step => step.State == StepState.Failed) is { } failed)
        {
            await FinishAsync(Skip(operation), OperationState.Failed, await _verification.VerdictNowAsync(tenant, actor, stopping), $"{failed.Planned.Summary}: {failed.Error}", stopping);
        }
        else if (operation.Steps.Any(step => step.State == StepState.Pending))
        {
            await FinishAsync(Skip(operation), OperationState.Cancelled, await _verification.VerdictNowAsync(tenant, actor, stopping), "Cancelled before the remaining steps.", stopping);
        }
        else
        {
            foreach (var gone in operation.Steps.Select(step => step.Planned.Change).OfType<PlannedChange.CreateConfigurationPolicy>().Select(create => create.InsteadOf).OfType<string>())
            {
                await deployments.RemoveAsync(operation.TenantId, gone, stopping);
            }

            operation = await SaveAsync(operation with { State = OperationState.Verifying }, stopping);
            var result = operation.Kind == OperationKind.Fix
                ? await _verification.OfFixAsync(operation, tenant, actor, async verdict => operation = await SaveAsync(operation with { Verdict = verdict }, stopping), stopping)
                : await _verification.OfUndoAsync(operation, tenant, actor, stopping);
            if (result.State == OperationState.Undone)
            {
                await MarkUndoneAsync(operation, result.Verdict, stopping);
            }

            await FinishAsync(operation, result.State, result.Verdict, result.Error, stopping);
            if (operation.Kind == OperationKind.Undo)
            {
                // Another repair of the tenant may still be on its way: then that one is followed on.
                if (result is { State: OperationState.Undone, RollsOut: false })
                {
                    await rollouts.EndAsync(operation.StartedBy.HomeTenantId, operation.TenantId, stopping);
                }
            }
            else if (result.RollsOut)
            {
                await rollouts.FollowAsync(operation.StartedBy.HomeTenantId, operation.TenantId, time.GetUtcNow(), stopping);
            }
        }
    }

    /// <summary>Reads the tenant again before the first write. Null: everything is as it was when the plan was shown.</summary>
    private async Task<string?> WhyNotAsPlannedAsync(Tenant tenant, Actor actor, Operation operation, CancellationToken stopping)
    {
        var patience = new Patience(time, options.Value, options.Value.ReplicationWindow);
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
                return trouble is null
                    ? "The tenant changed since the plan was shown. Nothing was sent. Look at the new plan."
                    : $"The tenant could not be read again before the first change, so nothing was sent: {trouble.Message}";
            }

            if (!await patience.WaitAsync(stopping))
            {
                return $"Graph would not let the tenant be read again before the first change, so nothing was sent: {trouble.Message}";
            }
        }
    }

    private async Task<Operation> RunStepsAsync(Operation operation, Tenant tenant, Actor actor, bool resumed, CancellationToken stopping)
    {
        var runner = new StepRunner(executor, time, options.Value);
        for (var index = 0; index < operation.Steps.Count; index++)
        {
            var step = operation.Steps[index];
            if (step.State is StepState.Done or StepState.Skipped or StepState.Undone)
            {
                continue;
            }

            if (await store.IsCancelRequestedAsync(operation.Id, stopping))
            {
                return operation;
            }

            var change = ChangeReferences.Resolve(step.Planned.Change, ChangeReferences.CreatedBy(operation));
            var mayBeInPlace = resumed && step.State is StepState.Sending or StepState.WaitingForReplication;
            var position = index;
            step = await runner.RunAsync(tenant, actor, step, change, mayBeInPlace, async now => operation = await SaveAsync(With(operation, position, now), stopping), stopping);
            operation = await SaveAsync(WithKnownIds(With(operation, index, step)), stopping);
            await RecordAsync(
                operation,
                AuditActions.RemediationStep,
                step.State == StepState.Done ? step.Planned.Summary : $"{step.Planned.Summary}: failed. {step.Error}",
                new { step = step.Planned.Id, sent = executor.Describe(change), step.Planned.Before, step.Planned.After, step.Status, step.RequestId, step.ObjectId, step.Error },
                stopping);
            if (step.State == StepState.Failed)
            {
                return operation;
            }
        }

        return operation;
    }

    /// <summary>Marks the fix as taken back.</summary>
    private async Task MarkUndoneAsync(Operation operation, Verdict verdict, CancellationToken stopping)
    {
        if (operation.UndoOf is { } fixId && await store.FindAsync(fixId, stopping) is { } undone)
        {
            var leftAlone = operation.Steps.Where(step => step.State != StepState.Done).Select(step => step.Planned.Id).ToHashSet(StringComparer.Ordinal);
            await store.SaveAsync(
                undone with
                {
                    State = OperationState.Undone,
                    Verdict = verdict,
                    UpdatedAt = time.GetUtcNow(),
                    Steps = [.. undone.Steps.Select(step => step.State == StepState.Done && !leftAlone.Contains(UndoPlan.StepIdOf(step)) ? step with { State = StepState.Undone } : step)],
                },
                stopping);
        }
    }

    private async Task FinishAsync(Operation operation, OperationState state, Verdict? verdict, string? error, CancellationToken stopping)
    {
        // The outcome is recorded first: an operation that looks finished always has its entry.
        await RecordAsync(
            operation,
            operation.Kind == OperationKind.Fix ? AuditActions.RemediationOutcome : AuditActions.UndoOutcome,
            state switch
            {
                OperationState.Verified => "The repair is verified over fresh facts",
                OperationState.Undone => "The repair was taken back",
                OperationState.NotYetVisible => error!,
                OperationState.Cancelled => "Cancelled",
                _ => $"Failed: {error}",
            },
            new { state = state.ToString(), verdict = verdict?.ToString(), checks = checks.All.Where(check => operation.Checks.Contains(check.Id, StringComparer.Ordinal)).Select(check => check.Id) },
            stopping);
        await SaveAsync(operation with { State = state, Verdict = verdict, Error = error, Interrupted = false }, stopping);
        LogFinished(operation.Id, operation.TenantId, state);
    }

    private Task<Operation> SaveAsync(Operation operation, CancellationToken stopping) => store.SaveAsync(operation with { UpdatedAt = time.GetUtcNow() }, stopping);

    private Task<AuditEntry> RecordAsync(Operation operation, string action, string summary, object detail, CancellationToken stopping) => audit.AppendAsync(
        new(operation.TenantId, operation.StartedBy.Id, operation.StartedBy.Name, action, operation.Id, summary, JsonSerializer.Serialize(detail, JsonSerializerOptions.Web)),
        stopping);

    private static Operation With(Operation operation, int index, OperationStep step) =>
        operation with { Steps = [.. operation.Steps.Select((old, position) => position == index ? step : old)] };

    /// <summary>Requests name the real ids as soon as these are known: what is shown of a run, and of its undo, is what is sent.</summary>
    private Operation WithKnownIds(Operation operation)
    {
        var created = ChangeReferences.CreatedBy(operation);
        return operation with
        {
            Steps =
            [
                .. operation.Steps.Select(step => step with
                {
                    Planned = step.Planned with
                    {
                        Request = Shown(step.Planned.Change, step.Planned.Request),
                        Undo = step.Planned.Undo with { Request = Shown(step.Planned.Undo.Change, step.Planned.Undo.Request) },
                    },
                }),
            ],
        };

        PlannedRequest Shown(PlannedChange change, PlannedRequest request) => ChangeReferences.Resolve(change, created) is var known && known == change ? request : executor.Describe(known);
    }

    private static Operation Skip(Operation operation) => operation with { Steps = operation.SkippedSteps };

    private static IEnumerable<UnreadableReason> Unreadables(TenantFacts facts) =>
        new[] { facts.PinResetService.WhyUnreadable, facts.PinResetClient.WhyUnreadable, facts.Groups.WhyUnreadable }.OfType<UnreadableReason>().Concat(facts.UnreadablePolicies);

    [LoggerMessage(2100, LogLevel.Information, "Operation {OperationId} in tenant {TenantId} ended {State}")]
    private partial void LogFinished(Guid operationId, TenantId tenantId, OperationState state);

    [LoggerMessage(2102, LogLevel.Warning, "Operation {OperationId} in tenant {TenantId} was taken over by another instance")]
    private partial void LogTakenOver(Guid operationId, TenantId tenantId, Exception problem);

    [LoggerMessage(2101, LogLevel.Error, "Operation {OperationId} in tenant {TenantId} met something unexpected")]
    private partial void LogUnexpected(Guid operationId, TenantId tenantId, Exception problem);
}
