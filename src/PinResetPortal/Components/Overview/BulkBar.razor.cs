using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Overview;

/// <summary>What can be done with the selected tenants. Whoever does it is authorised where it is done.</summary>
public partial class BulkBar
{
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<TenantId> Selected { get; set; }

    /// <summary>How many tenants match the filter.</summary>
    [Parameter, EditorRequired]
    public required int Matching { get; set; }

    [Parameter]
    public EventCallback OnSelectAll { get; set; }

    [Parameter]
    public EventCallback OnClear { get; set; }

    [Parameter]
    public EventCallback OnCheck { get; set; }

    /// <summary>Further actions.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
