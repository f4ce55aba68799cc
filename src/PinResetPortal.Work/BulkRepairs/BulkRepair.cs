using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

public enum BulkRepairState
{
    /// <summary>The tenants are read and one plan per tenant is made. Nothing is sent yet.</summary>
    Planning,

    /// <summary>The plans are there; somebody has to confirm their summary.</summary>
    Planned,

    Running,

    /// <summary>The pilot tenants have their result; the others wait for a go-ahead.</summary>
    PilotDone,

    /// <summary>Somebody stopped it, or the portal was restarted: tenants that were not begun wait for a go-ahead.</summary>
    Stopped,

    /// <summary>Every planned tenant has its result.</summary>
    Completed,

    /// <summary>Given up before it was confirmed: nothing was sent.</summary>
    Cancelled,
}

public enum BulkRepairItemState
{
    /// <summary>Not read yet.</summary>
    Unplanned,

    /// <summary>Its plan is made; nothing is sent yet.</summary>
    Planned,

    /// <summary>There is nothing that the portal could repair.</summary>
    NothingToDo,

    /// <summary>The tenant could not be read, so there is no plan.</summary>
    Unreadable,

    Running,

    /// <summary>The checks over fresh facts confirm the repair.</summary>
    Verified,

    /// <summary>Graph accepted every step, but fresh facts do not show it yet.</summary>
    NotYetVisible,

    /// <summary>Not repaired, or only in part; <see cref="BulkRepairItem.Error"/> and the operation say why.</summary>
    Failed,
}

/// <summary>One repair of many tenants: a plan per tenant, one confirmation, one run per tenant. It outlives the page and the process.</summary>
/// <param name="HomeTenantId">The tenant whose people see it.</param>
/// <param name="Checks">The checks to repair; null: all that can be.</param>
/// <param name="Choice">Whom new policies reach: all devices or all users. Groups differ from tenant to tenant, so they are not a choice here.</param>
/// <param name="ConfirmedAt">When the summary was confirmed; null: nothing was sent.</param>
/// <param name="Note">Why it stands still, in words.</param>
/// <param name="Run">Raised by every go-ahead: a worker of an earlier one begins no further tenant.</param>
/// <param name="RetryOf">The bulk repair whose failed tenants this one takes up again.</param>
/// <param name="UpdatedAt">Raised while it is worked on: how others see that somebody does.</param>
/// <param name="Revision">Raised by every save; a save of an old revision fails.</param>
public sealed record BulkRepair(
    Guid Id,
    TenantId HomeTenantId,
    BulkRepairState State,
    OperationActor StartedBy,
    IReadOnlyList<string>? Checks,
    PolicyChoice Choice,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ConfirmedAt = null,
    DateTimeOffset? FinishedAt = null,
    string? Note = null,
    Guid? RetryOf = null,
    int Run = 0,
    int Revision = 0)
{
    /// <summary>Somebody's process works on it.</summary>
    public bool IsWorking => State is BulkRepairState.Planning or BulkRepairState.Running;

    public bool IsFinished => State is BulkRepairState.Completed or BulkRepairState.Cancelled;
}

/// <summary>One tenant of a bulk repair.</summary>
/// <param name="PlanHash">Of the plan that was made; what was summed up is what runs.</param>
/// <param name="Actions">How many steps of which kind the plan has.</param>
/// <param name="OperationId">The run, once it is begun.</param>
/// <param name="Verdict">Of the tenant, read after the run.</param>
public sealed record BulkRepairItem(
    Guid BulkRepairId,
    TenantId TenantId,
    string DisplayName,
    BulkRepairItemState State,
    bool IsPilot = false,
    string? PlanHash = null,
    IReadOnlyDictionary<ChangeAction, int>? Actions = null,
    Guid? OperationId = null,
    PinResetPortal.Core.Findings.Verdict? Verdict = null,
    string? Error = null);

/// <summary>The bulk repairs. Implemented by the Store.</summary>
public interface IBulkRepairStore
{
    /// <summary>Adds a bulk repair of <paramref name="tenants"/> (each once), all <see cref="BulkRepairItemState.Unplanned"/>.</summary>
    Task AddAsync(BulkRepair bulk, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it is another home tenant's.</returns>
    Task<BulkRepair?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);

    /// <summary>Of one home tenant, newest first.</summary>
    Task<IReadOnlyList<BulkRepair>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken);

    /// <summary>Those of all home tenants that a process works on, or that died with it.</summary>
    Task<IReadOnlyList<BulkRepair>> ListWorkingAsync(CancellationToken cancellationToken);

    /// <summary>The tenants by name.</summary>
    /// <param name="state">Only these; null: all.</param>
    Task<IReadOnlyList<BulkRepairItem>> ItemsAsync(TenantId homeTenantId, Guid id, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken);

    /// <summary>How many tenants are in which state.</summary>
    Task<IReadOnlyDictionary<BulkRepairItemState, int>> CountAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);

    /// <summary>Saves over the revision it was read at.</summary>
    /// <returns>With its new revision; null when somebody else saved in between: then nothing was written.</returns>
    Task<BulkRepair?> TrySaveAsync(BulkRepair bulk, CancellationToken cancellationToken);

    /// <summary>Notes that these are being worked on: raises <see cref="BulkRepair.UpdatedAt"/>, and no revision.</summary>
    Task TouchAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken);

    Task SaveItemAsync(BulkRepairItem item, CancellationToken cancellationToken);
}
