using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Remediation;

public partial class RunActions
{
    private bool _asking;
    private bool _asked;

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter, EditorRequired]
    public required Operation Operation { get; set; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter]
    public bool Working { get; set; }

    [Parameter]
    public EventCallback OnFinish { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public EventCallback OnUndo { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_asking != _asked)
        {
            _asked = _asking;
            await Browser.FocusAsync(_asking ? "#undo-title" : ".run-actions button");
        }
    }

    /// <summary>Newest first: the order in which they are taken back.</summary>
    private IReadOnlyList<UndoStep> Undoable => UndoPreview.Of(Operation);

    private bool MayUndo => Operation is { Kind: OperationKind.Fix, State: not OperationState.Undone }
        && (Operation.IsFinished || Operation.Interrupted)
        && Undoable.Count > 0;
}
