using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Store.Schema;

internal sealed class BulkRepairItemRow
{
    public required Guid BulkRepairId { get; init; }

    public required TenantId TenantId { get; init; }

    /// <summary>What became of its plan. Once it has a run, that run's row tells.</summary>
    public required BulkRepairItemState State { get; init; }

    public bool IsPilot { get; init; }

    public string? PlanHash { get; init; }

    /// <summary>Counts by kind of step (JSON).</summary>
    public string? Actions { get; init; }

    public Guid? OperationId { get; init; }

    public Verdict? Verdict { get; init; }

    public string? Error { get; init; }

    public static BulkRepairItemRow From(BulkRepairItem item) => new()
    {
        BulkRepairId = item.BulkRepairId,
        TenantId = item.TenantId,
        State = item.State,
        IsPilot = item.IsPilot,
        PlanHash = item.PlanHash,
        Actions = item.Actions is { } actions ? StoredJson.Write(actions) : null,
        OperationId = item.OperationId,
        Verdict = item.Verdict,
        Error = item.Error,
    };

    public BulkRepairItem ToItem(string? displayName) => new(
        BulkRepairId,
        TenantId,
        displayName ?? TenantId.ToString(),
        State,
        IsPilot,
        PlanHash,
        Actions is { } actions ? StoredJson.Read<Dictionary<ChangeAction, int>>(actions) : null,
        OperationId,
        Verdict,
        Error);
}
