using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Status;

public partial class StatusMark
{
    [Parameter, EditorRequired]
    public required StatusLook Look { get; set; }
}
