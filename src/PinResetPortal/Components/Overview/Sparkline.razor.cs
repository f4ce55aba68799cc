using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>The verdicts of some days as a row of bars: see <see cref="SparklineDrawing"/>.</summary>
public partial class Sparkline
{
    [Inject]
    public required ViewerClock Clock { get; init; }

    /// <summary>Oldest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<VerdictStretch> Stretches { get; set; }

    [Parameter, EditorRequired]
    public required int Days { get; set; }

    [Parameter]
    public string? Class { get; set; }
}
