using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Shared;

/// <summary>The catalog found no such tenant: it may be up to a minute behind, so the words say when it was looked at, and how to look again.</summary>
public partial class UnknownTenantNote
{
    /// <summary>As it stands in the address.</summary>
    [Inject]
    public required PortalInfo Portal { get; init; }

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
