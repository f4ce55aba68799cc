using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Components.Overview;

/// <summary>What is wrong in tenants in which a check is broken: true of each of them, whatever the cause.</summary>
public static class FaultWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [CheckIds.PinResetService] = "Service app missing or switched off",
        [CheckIds.PinResetClient] = "Client app missing or switched off",
        [CheckIds.UserAccess] = "Apps closed to people without an assignment",
        [CheckIds.Grants] = "Sign-ins refused for want of consent",
        [CheckIds.PinRecovery] = "PIN recovery on for nobody",
        [CheckIds.PolicyConflict] = "Another policy switches PIN recovery off",
        [CheckIds.OmaUri] = "Custom setting without effect",
        [CheckIds.HelloEnabled] = "Windows Hello switched off",
        [CheckIds.WebSignInUrls] = "Sign-in page not allowed at the lock screen",
    };

    /// <returns>Words for a line in a list; of a check that has none its title.</returns>
    public static string Of(string checkId, CheckCatalog catalog) => Words.GetValueOrDefault(checkId) ?? catalog.Find(checkId)?.Title ?? "Check of another version";
}
