using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
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
internal sealed partial class OperationRunner(
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
    OperationMeter meter,
    TimeProvider time,
    IOptions<RunnerOptions> options,
    ILogger<OperationRunner> logger)
{
    private readonly FirstLook _look = new(store, reader, planner, executor, time, options.Value);
    private readonly StepRunner _steps = new(executor, time, options.Value);
    private readonly RunVerification _verification = new(reader, readiness, executor, deployments, time, options.Value);

    /// <param name="wake">See <see cref="Background.IWork.RunAsync"/>.</param>
    public async Task RunAsync(Operation operation, Actor actor, CancellationToken wake)
    {
        using var watch = new RunWatch(store, operation.Id, wake);
        try
        {
            try
            {
                await RunAsync(operation, actor, watch);
            }
            catch (OperationCanceledException) when (watch.Token.IsCancellationRequested)
            {
                await EndEarlyAsync(operation, actor, wake);
            }
        }
        catch (TakenOverException)
        {
            // This process was thought dead. What the other one makes of the run counts.
            LogTakenOver(operation.Id, operation.TenantId);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !wake.IsCancellationRequested)
        {
            // The one boundary of a run: whatever was not expected ends here, is logged, and the admin is told.
            LogUnexpected(operation.Id, operation.TenantId, problem);
            var current = await store.FindAsync(operation.HomeTenantId, operation.Id, CancellationToken.None);
            if (current is { IsFinished: false })
            {
                await FinishAsync(current, OperationState.Failed, current.Verdict, $"Something unexpected happened; it is in the log under operation {operation.Id}.");
            }
        }
    }

    private async Task RunAsync(Operation operation, Actor actor, RunWatch watch)
    {
        await watch.BeforeSendAsync();
        var resumed = operation.State != OperationState.Pending;
        var tenant = await catalog.FindAsync(operation.TenantId, actor, watch.Token);
        if (tenant is null)
        {
            await FinishAsync(operation, OperationState.Failed, null, "The tenant is no longer one of this portal's tenants.");
            return;
        }

        await RecordAsync(
            operation,
            operation.Kind == OperationKind.Fix ? AuditActions.RemediationIntent : AuditActions.UndoIntent,
            $"{(resumed ? "Goes on with" : "Starts")} {(operation.Kind == OperationKind.Fix ? "a repair" : "taking a repair back")}: {operation.Steps.Count} {(operation.Steps.Count == 1 ? "step" : "steps")}",
            operation.Steps.Select(step => new { step = step.Planned.Id, check = step.Planned.CheckId, step.Planned.Request.Method, step.Planned.Request.Path, step.Planned.Request.Body, step.Planned.Before, step.Planned.After }));
        operation = await SaveAsync(operation with { State = OperationState.Running, Interrupted = false, MayGoOn = false });

        if (!resumed && await _look.WhyNotAsync(tenant, actor, operation, watch.Token) is { } changed)
        {
            await FinishAsync(operation.WithoutTheRest(), OperationState.Failed, null, changed);
            return;
        }

        operation = await RunStepsAsync(operation, tenant, actor, resumed, watch);
        if (operation.Steps.FirstOrDefault(step => step.State == StepState.Failed) is { } failed)
        {
            await FinishAsync(operation.WithoutTheRest(), OperationState.Failed, await _verification.VerdictNowAsync(operation, tenant, actor, watch.Token), $"{failed.Planned.Summary}: {failed.Error}");
            return;
        }

        foreach (var gone in operation.Steps.Select(step => step.Planned.Change).OfType<PlannedChange.CreateConfigurationPolicy>().Select(create => create.InsteadOf).OfType<string>())
        {
            await deployments.RemoveAsync(operation.Key, gone, watch.Token);
        }

        operation = await SaveAsync(operation with { State = OperationState.Verifying });
        var result = operation.Kind == OperationKind.Fix
            ? await _verification.OfFixAsync(operation, tenant, actor, async verdict => operation = await SaveAsync(operation with { Verdict = verdict }), watch.Token)
            : await _verification.OfUndoAsync(operation, tenant, actor, watch.Token);
        if (result.State == OperationState.Undone)
        {
            await MarkUndoneAsync(operation, result.Verdict);
        }

        await FinishAsync(operation, result.State, result.Verdict, result.Error);
        if (operation.Kind == OperationKind.Undo)
        {
            // Another repair of the tenant may still be on its way: then that one is followed on.
            if (result is { State: OperationState.Undone, RollsOut: false })
            {
                await rollouts.EndAsync(operation.Key, CancellationToken.None);
            }
        }
        else if (result.RollsOut)
        {
            await rollouts.FollowAsync(operation.Key, time.GetUtcNow(), CancellationToken.None);
        }
    }

    /// <summary>Somebody's wish ends the run here, and it says how far it came; a stop of the instance leaves it to the next one.</summary>
    private async Task EndEarlyAsync(Operation operation, Actor actor, CancellationToken wake)
    {
        if (await store.FindAsync(operation.HomeTenantId, operation.Id, CancellationToken.None) is not { IsFinished: false } current)
        {
            return;
        }

        if (!current.CancelRequested)
        {
            // Null: somebody else has it by now.
            await store.TrySaveAsync(current with { MayGoOn = true, UpdatedAt = time.GetUtcNow() }, CancellationToken.None);
            wake.ThrowIfCancellationRequested();
            return;
        }

        var tenant = await catalog.FindAsync(current.TenantId, actor, CancellationToken.None);
        for (var index = 0; tenant is not null && index < current.Steps.Count; index++)
        {
            if (current.Steps[index] is { State: StepState.Sending or StepState.WaitingForReplication } open)
            {
                current = await CloseAsync(current, index, await _steps.LookOnceAsync(tenant, actor, open, current.ChangeOf(open), CancellationToken.None));
            }
        }

        var why = current.Steps.All(step => step.State == StepState.Done) ? "Cancelled after the last step: Graph accepted every one, and nobody waited until it shows."
            : current.Steps.Any(step => step.State is StepState.Done or StepState.Failed) ? "Cancelled before the remaining steps."
            : "Cancelled before the first step.";
        var verdict = tenant is null ? current.Verdict : await _verification.VerdictNowAsync(current, tenant, actor, CancellationToken.None);
        await FinishAsync(current.WithoutTheRest(), OperationState.Cancelled, verdict, why);
    }

    private async Task<Operation> RunStepsAsync(Operation operation, Tenant tenant, Actor actor, bool resumed, RunWatch watch)
    {
        for (var index = 0; index < operation.Steps.Count; index++)
        {
            var step = operation.Steps[index];
            if (step.State is StepState.Done or StepState.Skipped or StepState.Undone)
            {
                continue;
            }

            var mayBeInPlace = resumed && step.State is StepState.Sending or StepState.WaitingForReplication;
            var position = index;
            step = await _steps.RunAsync(tenant, actor, step, operation.ChangeOf(step), mayBeInPlace, SaveStepAsync, watch.Token);
            operation = await CloseAsync(operation, index, step);
            if (step.State == StepState.Failed)
            {
                return operation;
            }

            async Task SaveStepAsync(OperationStep now)
            {
                if (now.State == StepState.Sending)
                {
                    await watch.BeforeSendAsync();
                }

                // Over the revision that this process knows: whoever was thought dead sends nothing any more.
                operation = await SaveAsync(operation.With(position, now));
            }
        }

        return operation;
    }

    /// <summary>Saves what became of a step, then records it.</summary>
    private async Task<Operation> CloseAsync(Operation operation, int index, OperationStep step)
    {
        var sent = executor.Describe(operation.ChangeOf(step));
        operation = await SaveAsync(operation.With(index, step).WithKnownIds(executor));
        await RecordAsync(
            operation,
            AuditActions.RemediationStep,
            step.State == StepState.Done ? step.Planned.Summary : $"{step.Planned.Summary}: failed. {step.Error}",
            new { step = step.Planned.Id, sent, step.Planned.Before, step.Planned.After, step.Status, step.RequestId, step.ObjectId, step.Error });
        return operation;
    }

    /// <summary>Marks the fix as taken back.</summary>
    private async Task MarkUndoneAsync(Operation operation, Verdict verdict)
    {
        var leftAlone = operation.Steps.Where(step => step.State != StepState.Done).Select(step => step.Planned.Id).ToHashSet(StringComparer.Ordinal);
        while (operation.UndoOf is { } fixId && await store.FindAsync(operation.HomeTenantId, fixId, CancellationToken.None) is { } fix)
        {
            var undone = fix with
            {
                State = OperationState.Undone,
                Verdict = verdict,
                UpdatedAt = time.GetUtcNow(),
                Steps = [.. fix.Steps.Select(step => step.State == StepState.Done && !leftAlone.Contains(UndoPlan.StepIdOf(step)) ? step with { State = StepState.Undone } : step)],
            };
            if (await store.TrySaveAsync(undone, CancellationToken.None) is not null)
            {
                return;
            }
        }
    }

    private async Task FinishAsync(Operation operation, OperationState state, Verdict? verdict, string? error)
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
            new { state = state.ToString(), verdict = verdict?.ToString(), checks = checks.All.Where(check => operation.Checks.Contains(check.Id, StringComparer.Ordinal)).Select(check => check.Id) });
        await SaveAsync(operation with { State = state, Verdict = verdict, Error = error, Interrupted = false, MayGoOn = false });
        LogFinished(operation.Id, operation.TenantId, state);
    }

    private async Task<Operation> SaveAsync(Operation operation)
    {
        var saved = await store.TrySaveAsync(operation with { UpdatedAt = time.GetUtcNow() }, CancellationToken.None) ?? throw new TakenOverException();
        meter.Saved(saved);
        return saved;
    }

    private Task<AuditEntry> RecordAsync(Operation operation, string action, string summary, object detail) => audit.AppendAsync(
        new(operation.Key, operation.StartedBy.Id, operation.StartedBy.Name, action, operation.Id, summary, JsonSerializer.Serialize(detail, JsonSerializerOptions.Web)),
        CancellationToken.None);

    /// <summary>Ends this process's part in a run that another instance has taken over; never leaves the runner.</summary>
    private sealed class TakenOverException : Exception;

    [LoggerMessage(2100, LogLevel.Information, "Operation {OperationId} in tenant {TenantId} ended {State}")]
    private partial void LogFinished(Guid operationId, TenantId tenantId, OperationState state);

    [LoggerMessage(2102, LogLevel.Warning, "Operation {OperationId} in tenant {TenantId} was taken over by another instance")]
    private partial void LogTakenOver(Guid operationId, TenantId tenantId);

    [LoggerMessage(2101, LogLevel.Error, "Operation {OperationId} in tenant {TenantId} met something unexpected")]
    private partial void LogUnexpected(Guid operationId, TenantId tenantId, Exception problem);
}
