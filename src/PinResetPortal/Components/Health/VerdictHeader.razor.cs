using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Components.Health;

public partial class VerdictHeader
{
    [Inject]
    public required ViewerClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required TenantReadiness Readiness { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    [Parameter]
    public bool Refreshing { get; set; }

    [Parameter]
    public EventCallback OnCheckAgain { get; set; }

    /// <summary>Graph has asked to wait so long; null: it has not.</summary>
    [Parameter]
    public DateTimeOffset? WaitsUntil { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <summary>What stands between the answer and the figures of the reading.</summary>
    [Parameter]
    public RenderFragment? Stages { get; set; }

    [Parameter]
    public EventCallback OnFixAll { get; set; }

    private StatusLook Look => StatusLook.Of(Readiness.Verdict);

    private VerdictSentence Sentence => VerdictSentence.For(Readiness);

    private int Fixable => Readiness.Findings.Count(assessed => assessed is { Fixable: true, OnlyByItself: false });

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";
}
