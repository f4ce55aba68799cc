using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Store.Schema;

internal sealed class BulkRepairRow : IHomeRow
{
    public required Guid Id { get; init; }

    public required TenantId HomeTenantId { get; init; }

    public required BulkRepairState State { get; init; }

    /// <summary>The actor (JSON).</summary>
    public required string StartedBy { get; init; }

    /// <summary>JSON array of check ids; null: all.</summary>
    public string? Checks { get; init; }

    /// <summary>The policy choice (JSON).</summary>
    public required string Choice { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Note { get; init; }

    public Guid? RetryOf { get; init; }

    public Guid? UndoOf { get; init; }

    public bool InPilot { get; init; }

    public bool MayGoOn { get; init; }

    public int Revision { get; init; }

    public static BulkRepairRow From(BulkRepair bulk) => new()
    {
        Id = bulk.Id,
        HomeTenantId = bulk.HomeTenantId,
        State = bulk.State,
        StartedBy = StoredJson.Write(bulk.StartedBy.Kept(goesOn: bulk.IsWorking)),
        Checks = bulk.Checks is { } checks ? StoredJson.Write(checks) : null,
        Choice = StoredJson.Write(bulk.Choice),
        CreatedAt = bulk.CreatedAt,
        UpdatedAt = bulk.UpdatedAt,
        ConfirmedAt = bulk.ConfirmedAt,
        FinishedAt = bulk.FinishedAt,
        Note = bulk.Note,
        RetryOf = bulk.RetryOf,
        UndoOf = bulk.UndoOf,
        InPilot = bulk.InPilot,
        MayGoOn = bulk.MayGoOn,
        Revision = bulk.Revision,
    };

    public BulkRepair ToBulkRepair() => new(
        Id,
        HomeTenantId,
        State,
        StoredJson.Read<OperationActor>(StartedBy),
        Checks is { } checks ? StoredJson.Read<IReadOnlyList<string>>(checks) : null,
        StoredJson.Read<PolicyChoice>(Choice),
        CreatedAt,
        UpdatedAt,
        ConfirmedAt,
        FinishedAt,
        Note,
        RetryOf,
        UndoOf,
        InPilot,
        MayGoOn,
        Revision);
}
