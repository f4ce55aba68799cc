using PinResetPortal.Core.Findings;
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

    /// <summary>Somebody stopped it, or the instance that led it died: tenants that were not begun wait for a go-ahead.</summary>
    Stopped,

    /// <summary>Every planned tenant has its result.</summary>
    Completed,

    /// <summary>Given up before it was confirmed: nothing was sent.</summary>
    Cancelled,
}

/// <summary>Before a tenant has its run, this is what became of its plan; from then on it is what the run says (<see cref="BulkRun"/>).</summary>
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

    /// <summary>The instance that ran it died: its run waits for somebody to go on, or to take it back.</summary>
    Interrupted,

    /// <summary>What was sent was taken back.</summary>
    Undone,

    /// <summary>It cannot be taken back and is not touched; <see cref="BulkRepairItem.Error"/> says why.</summary>
    LeftAlone,
}

/// <summary>One repair of many tenants: a plan per tenant, one confirmation, one run per tenant. It outlives the page and the process.</summary>
/// <param name="HomeTenantId">The tenant whose people see it.</param>
/// <param name="Checks">The checks to repair; null: all that can be.</param>
/// <param name="Choice">Whom new policies reach: all devices or all users. Groups differ from tenant to tenant, so they are not a choice here.</param>
/// <param name="UpdatedAt">When its own row was saved last.</param>
/// <param name="ConfirmedAt">When the summary was confirmed; null: nothing was sent.</param>
/// <param name="Note">Why it stands still, in words.</param>
/// <param name="RetryOf">The bulk repair whose failed tenants this one takes up again.</param>
/// <param name="UndoOf">The bulk repair that this one takes back, tenant by tenant.</param>
/// <param name="InPilot">Only the pilot tenants are begun; the others wait until somebody has seen their results.</param>
/// <param name="MayGoOn">Whoever takes it up begins tenants without asking: somebody has just said so, or the instance that led it stopped in order.</param>
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
    Guid? UndoOf = null,
    bool InPilot = false,
    bool MayGoOn = false,
    int Revision = 0)
{
    /// <summary>It has a firing of the engine.</summary>
    public bool IsWorking => State is BulkRepairState.Planning or BulkRepairState.Running;

    public bool IsFinished => State is BulkRepairState.Completed or BulkRepairState.Cancelled;

    /// <summary>It takes another one back.</summary>
    public bool IsUndo => UndoOf is not null;
}

/// <summary>One tenant of a bulk repair.</summary>
/// <param name="PlanHash">Of the plan that was made; what was summed up is what runs.</param>
/// <param name="Actions">How many steps of which kind the plan has.</param>
/// <param name="OperationId">The run, once it is begun: state, verdict and error are its own.</param>
/// <param name="Verdict">Of the tenant, read when its plan was made or after the run.</param>
public sealed record BulkRepairItem(
    Guid BulkRepairId,
    TenantId TenantId,
    string DisplayName,
    BulkRepairItemState State,
    bool IsPilot = false,
    string? PlanHash = null,
    IReadOnlyDictionary<ChangeAction, int>? Actions = null,
    Guid? OperationId = null,
    Verdict? Verdict = null,
    string? Error = null);
