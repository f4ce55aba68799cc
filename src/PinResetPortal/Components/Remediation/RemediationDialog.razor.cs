using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Remediation;

/// <summary>A plan before it runs, or a run. Everything that says which one stands in the address.</summary>
public partial class RemediationDialog
{
    private ElementReference _dialog;
    private Guid? _shown;

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary><c>all</c> or the id of a check.</summary>
    [Parameter]
    public string? Fix { get; set; }

    [Parameter]
    public Guid? OperationId { get; set; }

    [Parameter]
    public string? PolicyName { get; set; }

    [Parameter]
    public string? Assign { get; set; }

    [Parameter]
    public string? Groups { get; set; }

    [Parameter]
    public string? Template { get; set; }

    [Parameter]
    public bool HelloOn { get; set; }

    [Parameter]
    public string? Scopes { get; set; }

    [Parameter]
    public string? Tab { get; set; }

    [Parameter]
    public EventCallback OnClosed { get; set; }

    private ChoiceInAddress Chosen => ChoiceInAddress.From(PolicyName, Assign, Groups, Template, HelloOn, Scopes);

    private string Title => OperationId is not null ? "What was sent" : "What will change";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.OpenDialogAsync(_dialog);
        }

        // The button that was pressed is gone: the work goes on at the heading of what has come.
        if (firstRender || _shown != OperationId)
        {
            _shown = OperationId;
            await Browser.FocusAsync("#sheet-title");
        }
    }
}
