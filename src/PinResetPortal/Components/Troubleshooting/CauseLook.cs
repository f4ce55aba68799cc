using MudBlazor;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>How sure we are, as a word, an icon and a colour.</summary>
internal static class CauseLook
{
    public static StatusLook Of(CauseStanding standing) => standing switch
    {
        CauseStanding.Confirmed => new("Confirmed here", Icons.Material.Filled.Cancel, "bad"),
        CauseStanding.Possible => new("Possible", Icons.Material.Filled.Help, "warn"),
        CauseStanding.AlsoBroken => new("Broken here as well", Icons.Material.Filled.Cancel, "bad"),
        _ => new("Ruled out", Icons.Material.Filled.RemoveCircle, "quiet"),
    };

    public static StatusLook Of(DsregTone tone) => tone switch
    {
        DsregTone.Good => new("Fine", Icons.Material.Filled.CheckCircle, "good"),
        DsregTone.Bad => new("In the way", Icons.Material.Filled.Cancel, "bad"),
        DsregTone.Warn => new("Look at it", Icons.Material.Filled.Info, "warn"),
        _ => new("For information", Icons.Material.Filled.RemoveCircle, "quiet"),
    };
}
