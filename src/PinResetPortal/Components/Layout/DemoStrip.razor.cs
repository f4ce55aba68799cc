using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Layout;

public partial class DemoStrip
{
    [Inject]
    public required PortalInfo Portal { get; init; }
}
