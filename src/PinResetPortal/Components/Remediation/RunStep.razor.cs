using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Health;
using PinResetPortal.Core.Operations;

namespace PinResetPortal.Components.Remediation;

public partial class RunStep
{
    [Parameter, EditorRequired]
    public required OperationStep Step { get; set; }

    private StatusLook Look => StatusLook.Of(Step.State);
}
