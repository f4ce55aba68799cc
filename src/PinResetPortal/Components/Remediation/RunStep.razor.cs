using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Status;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Remediation;

public partial class RunStep
{
    [Parameter, EditorRequired]
    public required OperationStep Step { get; set; }

    private StatusLook Look => StatusLook.Of(Step.State);
}
