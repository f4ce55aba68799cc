using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Status;

/// <summary>The answer of a page in one sentence, first and large.</summary>
public partial class AnswerPanel
{
    [Parameter, EditorRequired]
    public required StatusLook Look { get; set; }

    /// <summary>Whom the answer is about.</summary>
    [Parameter, EditorRequired]
    public required string About { get; set; }

    [Parameter, EditorRequired]
    public required string Headline { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>What stands under the answer, with some room between.</summary>
    [Parameter]
    public RenderFragment? Below { get; set; }
}
