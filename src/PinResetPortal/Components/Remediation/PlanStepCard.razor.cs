using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Components.Remediation;

public partial class PlanStepCard
{
    [Parameter, EditorRequired]
    public required PlannedStep Step { get; set; }

    [Parameter, EditorRequired]
    public required int Number { get; set; }

    [Parameter, EditorRequired]
    public required StepNeeds Needs { get; set; }

    private static string IconOf(Held held) => held switch
    {
        Held.Yes => Icons.Material.Outlined.CheckCircle,
        Held.No => Icons.Material.Outlined.Cancel,
        _ => Icons.Material.Outlined.HelpOutline,
    };
}
