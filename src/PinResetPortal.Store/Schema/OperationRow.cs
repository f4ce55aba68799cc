using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Store.Schema;

internal sealed class OperationRow : ITenantRow
{
    public required Guid Id { get; init; }

    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    public required OperationKind Kind { get; init; }

    public required OperationState State { get; init; }

    public required string PlanHash { get; init; }

    /// <summary>JSON array of check ids.</summary>
    public required string Checks { get; init; }

    /// <summary>The policy choice (JSON).</summary>
    public required string Choice { get; init; }

    /// <summary>The steps with their planned changes (JSON).</summary>
    public required string Steps { get; init; }

    /// <summary>The actor (JSON).</summary>
    public required string StartedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public Verdict? Verdict { get; init; }

    public string? Error { get; init; }

    public Guid? UndoOf { get; init; }

    public bool Interrupted { get; init; }

    public int Revision { get; init; }

    /// <summary>Somebody wants it to stop; no save of the run touches it.</summary>
    public bool CancelRequested { get; init; }

    public bool MayGoOn { get; init; }

    public Guid? BulkRepairId { get; init; }

    public static OperationRow From(Operation operation) => new()
    {
        Id = operation.Id,
        HomeTenantId = operation.HomeTenantId,
        TenantId = operation.TenantId,
        Kind = operation.Kind,
        State = operation.State,
        PlanHash = operation.PlanHash,
        Checks = StoredJson.Write(operation.Checks),
        Choice = StoredJson.Write(operation.Choice),
        Steps = StoredJson.Write(operation.Steps),
        StartedBy = StoredJson.Write(operation.StartedBy.Kept(goesOn: !operation.IsFinished)),
        CreatedAt = operation.CreatedAt,
        UpdatedAt = operation.UpdatedAt,
        Verdict = operation.Verdict,
        Error = operation.Error,
        UndoOf = operation.UndoOf,
        Interrupted = operation.Interrupted,
        Revision = operation.Revision,
        CancelRequested = operation.CancelRequested,
        MayGoOn = operation.MayGoOn,
        BulkRepairId = operation.BulkRepairId,
    };

    public Operation ToOperation() => new(
        Id,
        new TenantKey(HomeTenantId, TenantId),
        Kind,
        State,
        PlanHash,
        StoredJson.Read<IReadOnlyList<string>>(Checks),
        StoredJson.Read<PolicyChoice>(Choice),
        StoredJson.Read<IReadOnlyList<OperationStep>>(Steps),
        StoredJson.Read<OperationActor>(StartedBy),
        CreatedAt,
        UpdatedAt,
        Verdict,
        Error,
        UndoOf,
        Interrupted,
        Revision,
        CancelRequested,
        MayGoOn,
        BulkRepairId);
}
