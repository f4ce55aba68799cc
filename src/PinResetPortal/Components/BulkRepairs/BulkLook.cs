using MudBlazor;
using PinResetPortal.Components.Status;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Components.BulkRepairs;

/// <summary>How bulk repairs and their tenants are shown, and where.</summary>
public static class BulkLook
{
    public static string Address(Guid id) => $"/bulk/{id:D}";

    /// <summary>Completed is green only when every tenant was read and repaired.</summary>
    public static StatusLook Of(BulkProgress progress) =>
        progress.Bulk.State == BulkRepairState.Completed && progress.Retryable + progress.Of(BulkRepairItemState.Interrupted, BulkRepairItemState.LeftAlone) > 0
        ? new("Completed in part", Icons.Material.Filled.Info, "warn")
        : Of(progress.Bulk.State);

    public static StatusLook Of(BulkRepairState state) => state switch
    {
        BulkRepairState.Planning => new("Making plans", Icons.Material.Filled.Sync, "busy"),
        BulkRepairState.Planned => new("Waits for your confirmation", Icons.Material.Filled.Pending, "warn"),
        BulkRepairState.Running => new("Running", Icons.Material.Filled.Sync, "busy"),
        BulkRepairState.PilotDone => new("Pilot done", Icons.Material.Filled.Info, "warn"),
        BulkRepairState.Stopped => new("Stopped", Icons.Material.Filled.Info, "warn"),
        BulkRepairState.Completed => new("Ended", Icons.Material.Filled.CheckCircle, "quiet"),
        _ => new("Given up", Icons.Material.Filled.RemoveCircle, "quiet"),
    };

    public static StatusLook Of(BulkRepairItemState state) => state switch
    {
        BulkRepairItemState.Unplanned => new("Not read yet", Icons.Material.Filled.Pending, "quiet"),
        BulkRepairItemState.Planned => new("Planned", Icons.Material.Filled.Pending, "quiet"),
        BulkRepairItemState.NothingToDo => new("Nothing to do", Icons.Material.Filled.RemoveCircle, "quiet"),
        BulkRepairItemState.Unreadable => new("Could not be read", Icons.Material.Filled.Help, "unknown"),
        BulkRepairItemState.Running => new("Running", Icons.Material.Filled.Sync, "busy"),
        BulkRepairItemState.Verified => new("Verified", Icons.Material.Filled.CheckCircle, "good"),
        BulkRepairItemState.Interrupted => new("Interrupted", Icons.Material.Filled.Warning, "warn"),
        BulkRepairItemState.Undone => new("Taken back", Icons.Material.Filled.Undo, "quiet"),
        BulkRepairItemState.LeftAlone => new("Cannot be taken back", Icons.Material.Filled.Block, "warn"),
        BulkRepairItemState.NotYetVisible => new("Sent, not visible yet", Icons.Material.Filled.HourglassTop, "warn"),
        _ => new("Failed", Icons.Material.Filled.Cancel, "bad"),
    };
}
