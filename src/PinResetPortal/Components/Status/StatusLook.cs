using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Status;

/// <summary>How a state is shown: always a word and an icon, and a colour on top.</summary>
/// <param name="Tone">CSS class suffix: good, bad, warn, unknown, quiet, busy.</param>
public sealed record StatusLook(string Word, string Icon, string Tone)
{
    /// <summary>Words come from a short list; what is made up beyond it is drawn anew each time.</summary>
    private const int MostKept = 300;

    private static readonly ConcurrentDictionary<StatusLook, MarkupString> Drawn = new();

    /// <summary>
    /// The mark as markup, one text for everybody who looks: as elements of its own, in each row of each open page, it costs the server some
    /// kilobytes every time. The word says what the icon says.
    /// </summary>
    public MarkupString Markup => Drawn.TryGetValue(this, out var drawn) ? drawn : Drawn.Count < MostKept ? Drawn.GetOrAdd(this, Draw) : Draw(this);

    private static MarkupString Draw(StatusLook look) => new(
        $"""<span class="status status-{look.Tone}">{Glyph.Small(look.Icon)}<span>{HtmlEncoder.Default.Encode(look.Word)}</span></span>""");

    public static StatusLook Of(FindingStatus status) => status switch
    {
        FindingStatus.Healthy => new("Healthy", Icons.Material.Filled.CheckCircle, "good"),
        FindingStatus.NeedsAttention => new("Needs attention", Icons.Material.Filled.Info, "warn"),
        FindingStatus.Broken => new("Broken", Icons.Material.Filled.Cancel, "bad"),
        FindingStatus.Unknown => new("Unknown", Icons.Material.Filled.Help, "unknown"),
        _ => new("Not applicable", Icons.Material.Filled.RemoveCircle, "quiet"),
    };

    public static StatusLook Of(Verdict? verdict) => verdict switch
    {
        Verdict.Ready => new("Ready", Icons.Material.Filled.CheckCircle, "good"),
        Verdict.NotReady => new("Not ready", Icons.Material.Filled.Cancel, "bad"),
        Verdict.Unknown => new("Unknown", Icons.Material.Filled.Help, "unknown"),
        _ => new("Not checked", Icons.Material.Filled.Pending, "quiet"),
    };

    public static StatusLook Of(OperationState state) => state switch
    {
        OperationState.Pending => new("Pending", Icons.Material.Filled.Pending, "quiet"),
        OperationState.Running => new("Running", Icons.Material.Filled.Sync, "busy"),
        OperationState.Verifying => new("Verifying", Icons.Material.Filled.Sync, "busy"),
        OperationState.Verified => new("Verified", Icons.Material.Filled.CheckCircle, "good"),
        OperationState.NotYetVisible => new("Sent, not visible yet", Icons.Material.Filled.HourglassTop, "warn"),
        OperationState.Failed => new("Failed", Icons.Material.Filled.Cancel, "bad"),
        OperationState.Cancelled => new("Cancelled", Icons.Material.Filled.RemoveCircle, "quiet"),
        _ => new("Undone", Icons.Material.Filled.Undo, "quiet"),
    };

    public static StatusLook Of(StepState state) => state switch
    {
        StepState.Pending => new("Pending", Icons.Material.Filled.Pending, "quiet"),
        StepState.Sending => new("Sending", Icons.Material.Filled.Sync, "busy"),
        StepState.WaitingForReplication => new("Waiting for replication", Icons.Material.Filled.HourglassTop, "busy"),
        StepState.Done => new("Done", Icons.Material.Filled.CheckCircle, "good"),
        StepState.Failed => new("Failed", Icons.Material.Filled.Cancel, "bad"),
        StepState.Skipped => new("Not sent", Icons.Material.Filled.RemoveCircle, "quiet"),
        _ => new("Undone", Icons.Material.Filled.Undo, "quiet"),
    };
}
