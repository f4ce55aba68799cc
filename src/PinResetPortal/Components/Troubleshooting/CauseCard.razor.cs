using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Health;
using PinResetPortal.Core.Troubleshooting.Diagnosing;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>One cause: how sure, why, what to do, and the button for those who may.</summary>
public partial class CauseCard
{
    [Parameter, EditorRequired]
    public required DiagnosedCause Cause { get; set; }

    /// <summary>Its place in the order of likelihood, from 1.</summary>
    [Parameter, EditorRequired]
    public required int Place { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    /// <summary>Given the id of the check.</summary>
    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    private StatusLook Look => CauseLook.Of(Cause.Standing);

    private string TitleId => "cause-" + Cause.Entry.Id;

    private bool OffersFix => MayFix && Cause is { Fixable: true, CheckId: not null };
}
