using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>One reason, its proof, what to do, and the button for those who may.</summary>
public partial class PersonCauseCard
{
    [Parameter, EditorRequired]
    public required PersonCause Cause { get; set; }

    [Parameter, EditorRequired]
    public required int Place { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    private string TitleId => "person-cause-" + Cause.Id.Replace('.', '-');
}
