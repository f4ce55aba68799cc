using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>What a tenant of a bulk repair shows of its run: the run's own row says it, and no other one.</summary>
public sealed record BulkRun(OperationState State, bool Interrupted, Verdict? Verdict, string? Error)
{
    /// <summary>The states of a run that is not finished.</summary>
    public static IReadOnlyList<OperationState> Unfinished { get; } = [OperationState.Pending, OperationState.Running, OperationState.Verifying];

    public BulkRepairItemState ItemState => Interrupted ? BulkRepairItemState.Interrupted : State switch
    {
        OperationState.Pending or OperationState.Running or OperationState.Verifying => BulkRepairItemState.Running,
        OperationState.Verified => BulkRepairItemState.Verified,
        OperationState.NotYetVisible => BulkRepairItemState.NotYetVisible,
        OperationState.Undone => BulkRepairItemState.Undone,
        _ => BulkRepairItemState.Failed,
    };

    /// <summary>Which states of a run make a tenant be in <paramref name="state"/>; none: no run does.</summary>
    public static IReadOnlyList<OperationState> StatesOf(BulkRepairItemState state) => state == BulkRepairItemState.Interrupted
        ? Unfinished
        : [.. Enum.GetValues<OperationState>().Where(run => new BulkRun(run, false, null, null).ItemState == state)];

    public BulkRepairItem Of(BulkRepairItem item) => item with
    {
        State = ItemState,
        Verdict = Verdict,
        Error = Interrupted ? "Its run was interrupted. Open its steps to finish it or to take it back." : Error ?? item.Error,
    };
}
