using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Shared;

public partial class DemoStrip
{
    [Inject]
    public required PortalInfo Portal { get; init; }
}
