using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Notifications;

/// <summary>What the latest answer of a tenant says, in words that go as far as its stage and no further.</summary>
public static class VerdictWords
{
    /// <summary>A half sentence that a tenant's name and a colon stand before, or the word "that".</summary>
    public static string Of(ReadinessMark mark) => (mark.Verdict, mark.Stage, mark.Devices) switch
    {
        (Verdict.NotReady, _, _) => "PIN reset is blocked",
        (Verdict.Unknown, _, _) => "the portal cannot tell whether the tenant is set up",
        (_, TenantStage.Proven, null) => "the tenant is set up and a PIN reset sign-in got through",
        (_, TenantStage.Proven, { } devices) => $"the tenant is set up and a PIN reset sign-in got through, {Have(devices)}",
        (_, TenantStage.Ready or TenantStage.RollingOut, { } devices) => $"the tenant is set up, {Have(devices)}",
        (_, _, null) => "the tenant is set up, its devices were not read",
        (_, _, { Windows: 0 }) => "the tenant is set up, it has no Windows device",
        (_, _, { } devices) => $"the tenant is set up, {Have(devices)}",
    };

    /// <summary>"3 of 5 devices have the policy", with "at least" where not all of them could be told; no count where their reports were not read.</summary>
    public static string Have(Rollout devices)
    {
        if (!devices.Reports)
        {
            return "what its devices report was not read";
        }

        var all = Math.Max(devices.Reached, devices.Arrived);
        return string.Create(CultureInfo.InvariantCulture, $"{(devices.IsWhole ? "" : "at least ")}{devices.Arrived} of {all} {(all == 1 ? "device has" : "devices have")} the policy");
    }
}
