using System.Globalization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.History;

public partial class OperationEntry
{
    [Parameter, EditorRequired]
    public required Operation Operation { get; set; }

    /// <summary>Null where the page is about one tenant anyway.</summary>
    [Parameter]
    public string? TenantName { get; set; }

    [Parameter]
    public bool MayUndo { get; set; }

    private string What => $"{(Operation.Kind == OperationKind.Undo ? "Undo" : "Fix")}{(TenantName is null ? "" : $" in {TenantName}")}";

    private bool OffersUndo => MayUndo
        && Operation is { Kind: OperationKind.Fix, State: not OperationState.Undone }
        && (Operation.IsFinished || Operation.Interrupted)
        && Operation.Steps.Any(step => step.State == StepState.Done);

    private static string Answer(OperationStep step)
    {
        string?[] parts =
        [
            step.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}") : null,
            step.RequestId is null ? null : $"request-id {step.RequestId}",
            step.Error,
        ];
        var known = parts.OfType<string>().ToList();
        return known.Count == 0 ? "not sent" : string.Join(" · ", known);
    }
}
