using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Troubleshooting.Diagnosing;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>The causes in order, what was found, and the text for the ticket.</summary>
public partial class Answer
{
    [Parameter, EditorRequired]
    public required Diagnosis Diagnosis { get; set; }

    /// <summary>The address of the page, for the ticket.</summary>
    [Parameter, EditorRequired]
    public required Uri BackLink { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    private IReadOnlyList<DiagnosedCause> Likely => [.. Diagnosis.Causes.Where(cause => cause.Standing != CauseStanding.RuledOut)];

    private IReadOnlyList<DiagnosedCause> RuledOut => [.. Diagnosis.Causes.Where(cause => cause.Standing == CauseStanding.RuledOut)];

    private string Headline => (Likely, RuledOut) switch
    {
        ([{ Standing: CauseStanding.Confirmed } first, ..], _) => first.Entry.Title,
        ([{ Standing: CauseStanding.AlsoBroken }, ..], _) => "The text does not say why, but something is broken here",
        ([_], _) => "One possible cause",
        ({ Count: > 1 } likely, _) => $"{likely.Count} possible causes",
        (_, { Count: > 0 }) => "Nothing in this tenant explains it",
        _ => "Not known to the guide",
    };
}
