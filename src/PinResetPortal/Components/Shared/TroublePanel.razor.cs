using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Shared;

public partial class TroublePanel
{
    [Parameter, EditorRequired]
    public required Trouble Trouble { get; set; }

    [Parameter]
    public EventCallback Retry { get; set; }
}
