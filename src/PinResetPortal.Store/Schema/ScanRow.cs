using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Schema;

internal sealed class ScanRow : IHomeRow
{
    public required Guid Id { get; init; }

    public required TenantId HomeTenantId { get; init; }

    public required ScanTrigger Trigger { get; init; }

    /// <summary>The actor (JSON).</summary>
    public required string StartedBy { get; init; }

    public required bool Refresh { get; init; }

    public ScanState State { get; set; }

    public required int Total { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public static ScanRow From(Scan scan, int total) => new()
    {
        Id = scan.Id,
        HomeTenantId = scan.HomeTenantId,
        Trigger = scan.Trigger,
        StartedBy = StoredJson.Write(scan.StartedBy.Kept(goesOn: !scan.IsFinished)),
        Refresh = scan.Refresh,
        State = scan.State,
        Total = total,
        CreatedAt = scan.CreatedAt,
        StartedAt = scan.StartedAt,
        FinishedAt = scan.FinishedAt,
    };

    public Scan ToScan() => new(Id, HomeTenantId, Trigger, StoredJson.Read<OperationActor>(StartedBy), Refresh, State, CreatedAt, StartedAt, FinishedAt);
}
