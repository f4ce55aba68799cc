using Microsoft.AspNetCore.Components;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Health;

public partial class OperationBanner
{
    [Parameter, EditorRequired]
    public required Operation Operation { get; set; }

    private string What => Operation.Kind == OperationKind.Undo ? "An undo started" : "A fix started";
}
