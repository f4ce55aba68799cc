using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// Plans, starts, finishes, undoes. Pages and API call the same one; it checks the actor's portal role itself and writes a denied
/// attempt to the audit log.
/// </summary>
public interface IRemediationService
{
    /// <summary>Reads the tenant and plans the repair of the given checks.</summary>
    /// <param name="checkIds">Check ids, or null for all that can be fixed.</param>
    Task<PlanResult> PlanAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken);

    /// <summary>Starts the plan with the given hash in the background. Needs <see cref="PortalRole.Operator"/>.</summary>
    /// <param name="planHash">Hash of the plan that was shown.</param>
    Task<StartResult> StartAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, string planHash, CancellationToken cancellationToken);

    /// <summary>Takes a finished or interrupted fix back, newest step first. Needs <see cref="PortalRole.Operator"/>.</summary>
    Task<StartResult> UndoAsync(Guid operationId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Finishes an interrupted run: looks what is already in place and sends only the rest. Needs <see cref="PortalRole.Operator"/>.</summary>
    Task<StartResult> ResumeAsync(Guid operationId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Stops a run before its next step, wherever it runs; one that has not begun ends at once. Needs <see cref="PortalRole.Operator"/>.</summary>
    Task<StartResult> CancelAsync(Guid operationId, Actor actor, CancellationToken cancellationToken);

    /// <summary>The run, live; null when the actor's home tenant has none with this id. Poll it: it changes as the run goes on.</summary>
    Task<Operation?> FindAsync(Guid operationId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Runs of the actor's home tenant, newest first.</summary>
    /// <param name="tenantId">In this tenant only; null: in all, also such as are no longer on the list.</param>
    Task<IReadOnlyList<Operation>> ListAsync(Actor actor, TenantId? tenantId, int limit, CancellationToken cancellationToken);
}

public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <param name="Plan">Empty when nothing can be repaired.</param>
    /// <param name="Facts">What it was planned over.</param>
    public sealed record Planned(RemediationPlan Plan, TenantFacts Facts) : PlanResult;

    /// <param name="Why">What is wrong with the choice of policy, in words.</param>
    public sealed record ChoiceRefused(string Why) : PlanResult;

    public sealed record TenantNotFound : PlanResult;

    /// <param name="CheckId">Not the id of a check.</param>
    public sealed record CheckNotFound(string CheckId) : PlanResult;
}

public abstract record StartResult
{
    private StartResult()
    {
    }

    public sealed record Accepted(Operation Operation) : StartResult;

    public sealed record Denied(PortalRole Needed) : StartResult;

    public sealed record TenantNotFound : StartResult;

    public sealed record CheckNotFound(string CheckId) : StartResult;

    public sealed record OperationNotFound : StartResult;

    /// <summary>The hash is not that of the plan as it would be now: the tenant or the choice changed.</summary>
    public sealed record PlanChanged(RemediationPlan Current) : StartResult;

    public sealed record NothingToDo(string Why) : StartResult;

    /// <summary>Somebody else finished, cancelled or took back the run at the same moment; nothing was done.</summary>
    public sealed record ChangedMeanwhile : StartResult;

    /// <summary>Nothing was started: the tenant cannot be opened as the actor, or could not be any more when the request is over.</summary>
    public sealed record NoAccess(UnreadableReason Why) : StartResult;

    /// <summary>Another run of the same tenant is not finished.</summary>
    /// <param name="OperationId">Null: another home tenant's, of which nothing is told.</param>
    public sealed record Busy(Guid? OperationId) : StartResult;
}
