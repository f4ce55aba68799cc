using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Troubleshooting.Diagnosing;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>The causes in order, what was found, and the text for the ticket.</summary>
public partial class Answer
{
    /// <summary>Beyond these a list of causes helps nobody on the phone; what is broken here is always shown.</summary>
    private const int MostShown = 4;

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

    private IReadOnlyList<DiagnosedCause> Shown => [.. Likely.Where((cause, index) => index < MostShown || cause.Standing is CauseStanding.Confirmed or CauseStanding.AlsoBroken)];

    /// <summary>What is folded away, with the number of causes before it.</summary>
    private IEnumerable<(string Title, int From, IReadOnlyList<DiagnosedCause> Causes)> Folded =>
        new (string, int, IReadOnlyList<DiagnosedCause> Causes)[] { ("Less likely", Shown.Count, [.. Likely.Except(Shown)]), ("Ruled out", Likely.Count, RuledOut) }
            .Where(part => part.Causes.Count > 0);

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
