using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Overview;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Tenants;

public partial class OverviewTableRow
{
    [Inject]
    public required ViewerClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required OverviewRow Row { get; set; }

    /// <summary>Its place among all that match, from 0: assistive technology tells it although few rows are there.</summary>
    [Parameter, EditorRequired]
    public required int Index { get; set; }

    [Parameter]
    public bool MaySelect { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    [Parameter]
    public EventCallback<(TenantId Id, bool Selected)> OnSelect { get; set; }

    private string Broken(string area) => string.Join(", ", Row.BrokenChecks.Where(check => check.StartsWith(area, StringComparison.Ordinal)).Select(BrokenWords.Of));
}
