using MudBlazor;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Onboarding;

namespace PinResetPortal.Components.Onboarding;

/// <summary>How a probe is shown. What is missing but not required is worth attention, not alarm.</summary>
public static class ProbeLook
{
    public static readonly StatusLook Looking = new("Looking…", Icons.Material.Filled.Sync, "busy");

    public static StatusLook Of(OnboardingProbe probe) => probe switch
    {
        { State: ProbeState.Passed, NextStep: not null } => new("Passed, ends soon", Icons.Material.Filled.HourglassBottom, "warn"),
        { State: ProbeState.Passed } => new("Passed", Icons.Material.Filled.CheckCircle, "good"),
        { State: ProbeState.Failed, Required: true } => new("Missing", Icons.Material.Filled.Cancel, "bad"),
        { State: ProbeState.Failed } => new("Missing, optional", Icons.Material.Filled.Info, "warn"),
        { State: ProbeState.Unknown } => new("Unknown", Icons.Material.Filled.Help, "unknown"),
        _ => new("Not looked at", Icons.Material.Filled.RemoveCircle, "quiet"),
    };
}
