using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

public enum OperationKind
{
    Fix,
    Undo,
}

/// <summary>The states of the HTTP API, in the order a run goes through them.</summary>
public enum OperationState
{
    Pending,
    Running,
    Verifying,

    /// <summary>The checks over fresh facts confirm the repair.</summary>
    Verified,

    /// <summary>Graph accepted every step, but fresh facts do not show it yet.</summary>
    NotYetVisible,

    Failed,
    Cancelled,

    /// <summary>A fix whose steps were taken back.</summary>
    Undone,
}

public enum StepState
{
    Pending,

    /// <summary>Written before the request leaves, so that a crash is known to have happened around it.</summary>
    Sending,

    /// <summary>Accepted or ambiguous; waiting until Graph shows it.</summary>
    WaitingForReplication,

    Done,
    Failed,

    /// <summary>Not sent, because an earlier step failed or the run was cancelled.</summary>
    Skipped,

    Undone,
}

/// <summary>One step of a run.</summary>
/// <param name="Status">HTTP status of Graph's answer.</param>
/// <param name="RequestId">Graph's <c>request-id</c>.</param>
/// <param name="ObjectId">The object that was made or changed.</param>
public sealed record OperationStep(
    PlannedStep Planned,
    StepState State = StepState.Pending,
    int? Status = null,
    string? RequestId = null,
    string? ObjectId = null,
    string? Error = null);

/// <summary>Who started a run; enough to find the account in the token cache after a restart.</summary>
public sealed record OperationActor(ActorKind Kind, string Id, string Name, TenantId HomeTenantId, PortalRole Role);

/// <summary>One run of a plan against one tenant. It outlives the page and the process.</summary>
/// <param name="UndoOf">For an undo, the fix it takes back.</param>
/// <param name="Interrupted">The process died while it ran; it waits to be finished or undone.</param>
/// <param name="Revision">Raised by every save; a save of an old revision fails.</param>
/// <param name="CancelRequested">Somebody wants it to stop before its next step. Only <see cref="IOperationStore.RequestCancelAsync"/> changes it, no save.</param>
public sealed record Operation(
    Guid Id,
    TenantId TenantId,
    OperationKind Kind,
    OperationState State,
    string PlanHash,
    IReadOnlyList<string> Checks,
    PolicyChoice Choice,
    IReadOnlyList<OperationStep> Steps,
    OperationActor StartedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Verdict? Verdict = null,
    string? Error = null,
    Guid? UndoOf = null,
    bool Interrupted = false,
    int Revision = 0,
    bool CancelRequested = false)
{
    public bool IsFinished => State is OperationState.Verified or OperationState.NotYetVisible or OperationState.Failed
        or OperationState.Cancelled or OperationState.Undone;

    /// <summary>The steps once no further one will be sent.</summary>
    internal IReadOnlyList<OperationStep> SkippedSteps => [.. Steps.Select(step => step.State == StepState.Pending ? step with { State = StepState.Skipped } : step)];
}

/// <summary>A run was saved by somebody else since it was read: another instance has taken it over.</summary>
public sealed class SavedElsewhereException(string message, Exception? inner = null) : InvalidOperationException(message, inner);

/// <summary>The runs. Implemented by the Store.</summary>
public interface IOperationStore
{
    /// <returns>False when the tenant has another unfinished run: then nothing was added.</returns>
    Task<bool> TryAddAsync(Operation operation, CancellationToken cancellationToken);

    Task<Operation?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Saves <paramref name="operation"/> over the revision it was read at.</summary>
    /// <returns>The operation with its new revision.</returns>
    /// <exception cref="SavedElsewhereException">Somebody else saved in between.</exception>
    Task<Operation> SaveAsync(Operation operation, CancellationToken cancellationToken);

    /// <summary>Writes the wish to stop into the run, or takes it out. Whoever runs it, on whatever instance, reads it before each step.</summary>
    /// <returns>False when there is no such unfinished run.</returns>
    Task<bool> RequestCancelAsync(Guid id, bool wanted, CancellationToken cancellationToken);

    Task<bool> IsCancelRequestedAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Notes that these are being worked on: raises <see cref="Operation.UpdatedAt"/> of the unfinished ones, and no revision.</summary>
    Task TouchAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Runs of one tenant, newest first.</summary>
    Task<IReadOnlyList<Operation>> ListAsync(TenantId? tenantId, int limit, CancellationToken cancellationToken);

    Task<IReadOnlyList<Operation>> ListUnfinishedAsync(CancellationToken cancellationToken);
}
