using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Components.Health;

/// <summary>Every policy that says something about PIN recovery, and which of them decides.</summary>
public partial class PolicyMatrixTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<PolicyMatrixRow> Rows { get; set; }

    /// <summary>The finding that they belong to.</summary>
    [Parameter, EditorRequired]
    public required string About { get; set; }

    private bool Contradicts => Rows.Any(row => row.Outcome is PolicyOutcome.Loses or PolicyOutcome.Conflicts or PolicyOutcome.MayConflict);

    private static string Words(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Wins => "Wins",
        PolicyOutcome.Loses => "Loses",
        PolicyOutcome.Conflicts => "Conflicts",
        PolicyOutcome.MayConflict => "May conflict",
        PolicyOutcome.ReachesNobody => "Reaches nobody",
        PolicyOutcome.NoEffect => "No effect",
        PolicyOutcome.Doubtful => "Effect not documented",
        _ => outcome.ToString(),
    };
}
