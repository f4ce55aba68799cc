using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Components.Guide;

internal static class GuideWords
{
    public static string Of(GuideFamily family) => family switch
    {
        GuideFamily.Aadsts => "Sign-in codes (AADSTS)",
        GuideFamily.Caa => "Web account manager codes (CAA)",
        GuideFamily.Hresult => "Windows codes",
        GuideFamily.Messages => "Messages",
        GuideFamily.Symptoms => "Symptoms",
        GuideFamily.Dsregcmd => "Values of dsregcmd /status",
        GuideFamily.Events => "Events",
        _ => "Causes",
    };
}
