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

/// <summary>One run of a plan against one tenant. It outlives the page and the process.</summary>
/// <param name="Key">The home tenant that ran it, which alone sees, finishes and undoes it, and the tenant that it changes.</param>
/// <param name="UndoOf">For an undo, the fix it takes back.</param>
/// <param name="Interrupted">The process died while it ran; it waits to be finished or undone.</param>
/// <param name="Revision">Raised by every save; a save of an old revision fails.</param>
/// <param name="CancelRequested">Somebody wants it to stop before its next request. Only <see cref="IOperationStore.RequestCancelAsync"/> changes it, no save.</param>
/// <param name="MayGoOn">Whoever takes it up goes on without asking: the instance that ran it stopped in order, or somebody chose to finish it.</param>
/// <param name="BulkRepairId">The bulk repair that it is a part of; null: somebody started it by itself.</param>
public sealed record Operation(
    Guid Id,
    TenantKey Key,
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
    bool CancelRequested = false,
    bool MayGoOn = false,
    Guid? BulkRepairId = null)
{
    public TenantId HomeTenantId => Key.Home;

    public TenantId TenantId => Key.Tenant;

    public bool IsFinished => State is OperationState.Verified or OperationState.NotYetVisible or OperationState.Failed
        or OperationState.Cancelled or OperationState.Undone;

    /// <summary>A run that waits for its firing.</summary>
    internal static Operation New(
        OperationKind kind, TenantKey key, string planHash, IReadOnlyList<string> checks, PolicyChoice choice, IReadOnlyList<OperationStep> steps, Actor actor, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), key, kind, OperationState.Pending, planHash, checks, choice, steps, OperationActor.Of(actor), now, now);

    /// <summary>The steps once no further one will be sent.</summary>
    internal IReadOnlyList<OperationStep> SkippedSteps => [.. Steps.Select(step => step.State == StepState.Pending ? step with { State = StepState.Skipped } : step)];
}

/// <summary>The runs. Implemented by the Store.</summary>
public interface IOperationStore
{
    /// <returns>False when the tenant has another unfinished run, of whatever home tenant: then nothing was added.</returns>
    Task<bool> TryAddAsync(Operation operation, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it is another home tenant's.</returns>
    Task<Operation?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);

    /// <summary>Saves <paramref name="operation"/> over the revision it was read at.</summary>
    /// <returns>The operation with its new revision; null when somebody else saved in between: then nothing was written.</returns>
    Task<Operation?> TrySaveAsync(Operation operation, CancellationToken cancellationToken);

    /// <summary>Writes the wish to stop into the run, or takes it out. Whoever runs it, on whatever instance, reads it before each request.</summary>
    /// <returns>False when there is no such unfinished run.</returns>
    Task<bool> RequestCancelAsync(Guid id, bool wanted, CancellationToken cancellationToken);

    Task<bool> IsCancelRequestedAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Runs of one home tenant, newest first.</summary>
    /// <param name="tenantId">In this tenant only; null: in all.</param>
    Task<IReadOnlyList<Operation>> ListAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken);

    /// <summary>Ids of the finished runs of one home tenant that were last changed after a moment, newest first.</summary>
    Task<IReadOnlyList<Guid>> EndedSinceAsync(TenantId homeTenantId, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Those of all home tenants, oldest first: each has work of the engine.</summary>
    Task<IReadOnlyList<Operation>> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>How many of all home tenants are not finished.</summary>
    Task<IReadOnlyList<OpenRuns>> CountUnfinishedAsync(CancellationToken cancellationToken);
}

/// <summary>So many runs are in the same state.</summary>
public sealed record OpenRuns(OperationState State, bool Interrupted, int Count);
