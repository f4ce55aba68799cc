using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace PinResetPortal.Components.Shared;

/// <summary>Nothing to show, or not allowed to be shown: says which, and what to do.</summary>
public partial class EmptyNote
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string Icon { get; set; } = Icons.Material.Outlined.Info;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
