using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Operations;

internal sealed partial class RemediationService(
    ITenantCatalog catalog,
    ITenantFactReader reader,
    RemediationPlanner planner,
    CheckCatalog checks,
    IChangeExecutor executor,
    IOperationStore store,
    IBackground background,
    Starters starters,
    ShownPlans shown,
    IAuditLog audit,
    OperationMeter meter,
    TimeProvider time,
    ILogger<RemediationService> logger) : IRemediationService
{
    public async Task<PlanResult> PlanAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken)
    {
        if (UnknownCheck(checkIds) is { } unknown)
        {
            return new PlanResult.CheckNotFound(unknown);
        }

        if (choice.Problem is { } problem)
        {
            return new PlanResult.ChoiceRefused(problem);
        }

        if (await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return new PlanResult.TenantNotFound();
        }

        var facts = await reader.ReadAsync(tenant, actor, ReadManner.Click with { AlsoGroups = choice.Assign?.Groups ?? [] }, cancellationToken);
        var plan = planner.Plan(facts, checkIds, choice);
        if (RemediationPlanner.ProblemWithScopes(plan, checkIds, choice) is { } wrong)
        {
            return new PlanResult.ChoiceRefused(wrong);
        }

        shown.Remember(actor, plan, checkIds, choice, facts.ReadAt);
        return new PlanResult.Planned(plan, facts);
    }

    public async Task<StartResult> StartAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, string planHash, CancellationToken cancellationToken)
    {
        if (await DenyAsync(tenantId, actor, "start a repair", cancellationToken) is { } denied)
        {
            return denied;
        }

        // The run looks again before its first change; a plan that was shown a moment ago need not be made anew only to be compared.
        if (shown.Take(actor, tenantId, checkIds, choice, planHash) is { IsEmpty: false } seen && await catalog.FindAsync(tenantId, actor, cancellationToken) is { } tenant)
        {
            return await AddAsync(seen, tenant, actor, checkIds, choice, cancellationToken);
        }

        switch (await PlanAsync(tenantId, actor, checkIds, choice, cancellationToken))
        {
            case PlanResult.TenantNotFound:
                return new StartResult.TenantNotFound();
            case PlanResult.CheckNotFound missing:
                return new StartResult.CheckNotFound(missing.CheckId);
            case PlanResult.ChoiceRefused refused:
                return new StartResult.NothingToDo(refused.Why);
            case PlanResult.Planned { Plan.IsEmpty: true, Facts.Access.WhyUnreadable: { } closed }:
                return new StartResult.NoAccess(closed);
            case PlanResult.Planned { Plan: var plan } when plan.Hash != planHash:
                return new StartResult.PlanChanged(plan);
            case PlanResult.Planned { Plan.IsEmpty: true }:
                return new StartResult.NothingToDo("Nothing here can be repaired by the portal right now.");
            case PlanResult.Planned { Plan: var plan }:
                return await catalog.FindAsync(tenantId, actor, cancellationToken) is { } found
                    ? await AddAsync(plan, found, actor, checkIds, choice, cancellationToken)
                    : new StartResult.TenantNotFound();
            case var other:
                throw new InvalidOperationException($"Unknown plan result {other.GetType().Name}.");
        }
    }

    public async Task<StartResult> UndoAsync(Guid operationId, Actor actor, CancellationToken cancellationToken)
    {
        var (fix, tenant, problem) = await FindForChangeAsync(operationId, actor, "take a repair back", cancellationToken);
        if (problem is not null || fix is null || tenant is null)
        {
            return problem ?? new StartResult.OperationNotFound();
        }

        if (fix.Kind != OperationKind.Fix)
        {
            return new StartResult.NothingToDo("This run already took a repair back; it can't be taken back itself. Run the repair again instead.");
        }

        if (fix.State == OperationState.Undone)
        {
            return new StartResult.NothingToDo("This repair was already taken back.");
        }

        if (!fix.IsFinished && !fix.Interrupted)
        {
            return new StartResult.Busy(fix.Id);
        }

        var steps = await new UndoPlan(executor).MakeAsync(fix, tenant, actor, cancellationToken);
        if (!steps.Any(step => step.State == StepState.Pending))
        {
            return new StartResult.NothingToDo("Nothing of this repair is in place any more, so there is nothing to take back.");
        }

        if (!(await starters.BeginAsync(actor, tenant, steps, cancellationToken)).IsKnown(out var lasting, out var why))
        {
            return new StartResult.NoAccess(why);
        }

        if (!fix.IsFinished)
        {
            if (await TrySaveAsync(fix with { State = OperationState.Cancelled, Interrupted = false, Error = "Interrupted, then taken back." }, cancellationToken) is null)
            {
                await starters.GiveUpAsync(actor, lasting);
                return new StartResult.ChangedMeanwhile();
            }

            await starters.EndAsync(fix);
        }

        return await AddAsync(NewOperation(OperationKind.Undo, fix.TenantId, lasting, fix.PlanHash, fix.Checks, fix.Choice, steps) with { UndoOf = fix.Id }, lasting, cancellationToken);
    }

    public async Task<StartResult> ResumeAsync(Guid operationId, Actor actor, CancellationToken cancellationToken)
    {
        var (operation, tenant, problem) = await FindForChangeAsync(operationId, actor, "finish a repair", cancellationToken);
        if (problem is not null || operation is null || tenant is null)
        {
            return problem ?? new StartResult.OperationNotFound();
        }

        if (operation.IsFinished)
        {
            return new StartResult.NothingToDo("This run is finished.");
        }

        if (!operation.Interrupted)
        {
            return new StartResult.Busy(operation.Id);
        }

        if (!(await starters.BeginAsync(actor, tenant, operation.Steps, cancellationToken)).IsKnown(out var lasting, out var why))
        {
            return new StartResult.NoAccess(why);
        }

        if (await TrySaveAsync(operation with { Interrupted = false, MayGoOn = true, StartedBy = OperationActor.Of(lasting) }, cancellationToken) is not { } resumed)
        {
            await starters.GiveUpAsync(actor, lasting);
            return new StartResult.ChangedMeanwhile();
        }

        await starters.EndAsync(operation);
        // Whoever wants it to go on no longer wants it to stop.
        await store.RequestCancelAsync(resumed.Id, false, cancellationToken);
        await audit.AppendAsync(AuditRecord.Of(actor, resumed.TenantId, AuditActions.RunResumed, "Went on with the run after it had been interrupted", operationId: resumed.Id), cancellationToken);
        await GiveFiringAsync(resumed, lasting, cancellationToken);
        return new StartResult.Accepted(resumed with { CancelRequested = false });
    }

    public async Task<StartResult> CancelAsync(Guid operationId, Actor actor, CancellationToken cancellationToken)
    {
        var (operation, _, problem) = await FindForChangeAsync(operationId, actor, "cancel a repair", cancellationToken);
        if (problem is not null || operation is null)
        {
            return problem ?? new StartResult.OperationNotFound();
        }

        if (operation.IsFinished)
        {
            return new StartResult.NothingToDo("This run is finished.");
        }

        if (operation is { State: OperationState.Pending } or { Interrupted: true })
        {
            // Nobody sends anything for it now: it ends here. Whoever is about to begin finds it ended.
            var why = operation.Interrupted ? "Interrupted, then cancelled." : "Cancelled before the first step.";
            if (await TrySaveAsync(operation with { State = OperationState.Cancelled, Interrupted = false, Error = why, Steps = operation.SkippedSteps }, cancellationToken) is { } ended)
            {
                var action = ended.Kind == OperationKind.Fix ? AuditActions.RemediationOutcome : AuditActions.UndoOutcome;
                await audit.AppendAsync(AuditRecord.Of(actor, ended.TenantId, action, why, operationId: ended.Id), cancellationToken);
                await starters.EndAsync(operation);
                return new StartResult.Accepted(ended);
            }

            if (operation.Interrupted)
            {
                return new StartResult.ChangedMeanwhile();
            }
        }

        if (!await store.RequestCancelAsync(operationId, true, cancellationToken))
        {
            return new StartResult.NothingToDo("This run is finished.");
        }

        await audit.AppendAsync(AuditRecord.Of(actor, operation.TenantId, AuditActions.RunCancelled, "Asked the run to stop", operationId: operation.Id), cancellationToken);
        await background.WakeAsync(OperationWork.KeyOf(operation), cancellationToken);
        return new StartResult.Accepted(operation with { CancelRequested = true });
    }

    public Task<Operation?> FindAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) => store.FindAsync(actor.HomeTenantId, operationId, cancellationToken);

    public Task<IReadOnlyList<Operation>> ListAsync(Actor actor, TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(actor.HomeTenantId, tenantId, limit, cancellationToken);

    private async Task<(Operation? Operation, Tenant? Tenant, StartResult? Problem)> FindForChangeAsync(Guid operationId, Actor actor, string what, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(actor.HomeTenantId, operationId, cancellationToken) is not { } operation
            || await catalog.FindAsync(operation.TenantId, actor, cancellationToken) is not { } tenant)
        {
            return (null, null, new StartResult.OperationNotFound());
        }

        return (operation, tenant, await DenyAsync(operation.TenantId, actor, what, cancellationToken));
    }

    /// <returns>Null when somebody else saved it since it was read.</returns>
    private async Task<Operation?> TrySaveAsync(Operation operation, CancellationToken cancellationToken)
    {
        var saved = await store.TrySaveAsync(operation with { UpdatedAt = time.GetUtcNow() }, cancellationToken);
        if (saved is not null)
        {
            meter.Saved(saved);
        }

        return saved;
    }

    private async Task<StartResult> AddAsync(RemediationPlan plan, Tenant tenant, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken)
    {
        var steps = plan.Steps.Select(step => new OperationStep(step)).ToList();
        if (!(await starters.BeginAsync(actor, tenant, steps, cancellationToken)).IsKnown(out var lasting, out var why))
        {
            return new StartResult.NoAccess(why);
        }

        return await AddAsync(NewOperation(OperationKind.Fix, plan.TenantId, lasting, plan.Hash, checkIds ?? [.. plan.Steps.Select(step => step.CheckId).Distinct()], choice, steps), lasting, cancellationToken);
    }

    private async Task<StartResult> AddAsync(Operation operation, Actor actor, CancellationToken cancellationToken)
    {
        if (!await store.TryAddAsync(operation, cancellationToken))
        {
            await starters.EndAsync(operation);
            var own = (await store.ListAsync(operation.HomeTenantId, operation.TenantId, 20, cancellationToken)).FirstOrDefault(found => !found.IsFinished);
            return new StartResult.Busy(own?.Id);
        }

        await GiveFiringAsync(operation, actor, cancellationToken);
        LogStarted(operation.Id, operation.TenantId, operation.Kind, operation.Steps.Count);
        return new StartResult.Accepted(operation);
    }

    private Task GiveFiringAsync(Operation operation, Actor actor, CancellationToken cancellationToken) =>
        OperationWork.GiveFiringAsync(operation, actor, starters, background, cancellationToken);

    /// <returns>Null when the actor may.</returns>
    private async Task<StartResult?> DenyAsync(TenantId tenantId, Actor actor, string what, CancellationToken cancellationToken)
    {
        if (!await audit.IsDeniedAsync(actor, PortalRole.Operator, tenantId, what, cancellationToken))
        {
            return null;
        }

        LogDenied(tenantId, actor.Id, what);
        return new StartResult.Denied(PortalRole.Operator);
    }

    private string? UnknownCheck(IReadOnlyList<string>? checkIds) => checkIds?.FirstOrDefault(id => checks.Find(id) is null);

    private Operation NewOperation(OperationKind kind, TenantId tenantId, Actor actor, string planHash, IReadOnlyList<string> checkIds, PolicyChoice choice, IReadOnlyList<OperationStep> steps) =>
        Operation.New(kind, actor.KeyOf(tenantId), planHash, checkIds, choice, steps, actor, time.GetUtcNow());

    [LoggerMessage(2120, LogLevel.Information, "Operation {OperationId} in tenant {TenantId}: {Kind} of {Steps} steps accepted")]
    private partial void LogStarted(Guid operationId, TenantId tenantId, OperationKind kind, int steps);

    [LoggerMessage(2121, LogLevel.Warning, "In tenant {TenantId} actor {ActorId} was denied to {What}")]
    private partial void LogDenied(TenantId tenantId, string actorId, string what);
}
