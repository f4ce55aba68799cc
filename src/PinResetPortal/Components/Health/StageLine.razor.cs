using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Health;

public partial class StageLine
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<HealthStage> Stages { get; set; }
}
