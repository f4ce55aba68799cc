using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;

namespace PinResetPortal.Core.Readiness;

/// <summary>
/// The words for how far the truth of a tenant that is set up goes, with its devices. Pages, files, the overview and notifications take
/// them from here, so that none says more than another.
/// </summary>
public static class StageWords
{
    /// <summary>A half sentence that a tenant's name and a colon stand before, or the word "that".</summary>
    public static string Sentence(TenantStage? stage, Rollout? devices) =>
        $"the tenant is set up{(stage == TenantStage.Proven ? " and a PIN reset sign-in got through" : "")}, {Devices(devices)}";

    /// <summary>A word or two for chips and rows, where the verdict "Ready" stands beside it.</summary>
    /// <returns>Null for stages that the verdict says already.</returns>
    public static string? Word(TenantStage? stage) => stage switch
    {
        TenantStage.SetUp => "Set up",
        TenantStage.RollingOut => "Rolling out",
        TenantStage.Ready => "Rolled out",
        TenantStage.Proven => "Proven",
        _ => null,
    };

    /// <summary>For a table.</summary>
    /// <returns>Null for stages that the verdict says already.</returns>
    public static string? Label(TenantStage? stage, Rollout? devices) => stage switch
    {
        TenantStage.SetUp => $"set up, {Devices(devices)}",
        TenantStage.RollingOut => $"rolling out, {Devices(devices)}",
        TenantStage.Ready => Devices(devices),
        TenantStage.Proven => $"proven by a sign-in, {Devices(devices)}",
        _ => null,
    };

    /// <summary>
    /// "3 of 5 devices have the policy", with "at least" where not all of them could be told; no count where their reports were not read.
    /// </summary>
    public static string Devices(Rollout? devices) => devices switch
    {
        null => "its devices were not read",
        { Windows: 0 } => "it has no Windows device",
        { Reports: false } => "what its devices report was not read",
        _ => Count(devices) + Remark(devices) + (devices.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {devices.Failed} reported an error or a conflict") : ""),
    };

    private static string Count(Rollout devices)
    {
        var all = Math.Max(devices.Reached, devices.Arrived);
        return all == 0 ? devices.IsWhole ? "no device is given the policy" : "no device is known to be given the policy"
            : string.Create(CultureInfo.InvariantCulture, $"{(devices.IsWhole ? "" : "at least ")}{devices.Arrived} of {all} {(all == 1 ? "device has" : "devices have")} the policy");
    }

    /// <summary>Having the policy helps nobody on a device that PIN reset does not serve, and proves nothing on one that does not say what it is.</summary>
    private static string Remark(Rollout devices) => devices switch
    {
        { Arrived: 0 } => "",
        _ when devices.Arrived == devices.Unserved => ", none of a kind that PIN reset serves",
        _ when devices.Arrived == devices.Unserved + devices.Untold => ", and Intune does not say how they are joined",
        _ => "",
    };
}
