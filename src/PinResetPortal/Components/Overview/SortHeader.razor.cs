using Microsoft.AspNetCore.Components;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>A column that can be sorted by; once more turns the order round.</summary>
public partial class SortHeader
{
    [Parameter, EditorRequired]
    public required string Words { get; set; }

    [Parameter, EditorRequired]
    public required OverviewSort Sort { get; set; }

    [Parameter]
    public OverviewSort Current { get; set; }

    [Parameter]
    public bool Descending { get; set; }

    [Parameter]
    public EventCallback<OverviewSort> OnSort { get; set; }

    [Parameter]
    public string? Class { get; set; }
}
