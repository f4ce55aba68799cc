using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>The verdict for one person on one device, with everything behind it.</summary>
public partial class PersonView
{
    [Parameter, EditorRequired]
    public required PersonAnswer Answer { get; set; }

    /// <summary>The device that the verdict is about.</summary>
    [Parameter, EditorRequired]
    public required DeviceAnswer About { get; set; }

    /// <summary>The address of the page, for the ticket.</summary>
    [Parameter, EditorRequired]
    public required Uri BackLink { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    [Parameter]
    public bool Refreshing { get; set; }

    [Parameter]
    public EventCallback OnCheckAgain { get; set; }

    /// <summary>Given the id of the check.</summary>
    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    private StatusLook Look => PersonLook.Of(About.Verdict);
}
