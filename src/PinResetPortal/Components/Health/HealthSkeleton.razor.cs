using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Health;

public partial class HealthSkeleton
{
    [Parameter]
    public string? TenantName { get; set; }
}
