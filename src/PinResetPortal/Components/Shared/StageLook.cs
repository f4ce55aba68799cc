using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;

namespace PinResetPortal.Components.Shared;

/// <summary>The words for a stage.</summary>
public static class StageLook
{
    /// <summary>A word or three for chips and rows.</summary>
    /// <returns>Null for stages that the verdict says already.</returns>
    public static string? Word(TenantStage? stage) => stage switch
    {
        TenantStage.SetUp => "Set up",
        TenantStage.RollingOut => "Rolling out",
        TenantStage.Ready => "On all devices",
        TenantStage.Proven => "Proven",
        _ => null,
    };

    /// <returns>Null for stages that the verdict says already.</returns>
    public static string? Words(TenantStage? stage, Rollout? devices) => stage switch
    {
        TenantStage.SetUp when devices is null => "set up, devices not read",
        TenantStage.SetUp when devices.Windows == 0 => "set up, no Windows device",
        TenantStage.SetUp when devices.Arrived > 0 => "set up, on no device that PIN reset serves",
        TenantStage.SetUp => $"set up, 0 of {devices.Reached} devices have it",
        TenantStage.RollingOut when devices is not null => $"rolling out, {devices.Arrived} of {Math.Max(devices.Reached, devices.Arrived)} devices have it",
        TenantStage.Ready when devices is not null => $"on {devices.Arrived} of {Math.Max(devices.Reached, devices.Arrived)} devices",
        TenantStage.Proven => "proven by a sign-in",
        _ => null,
    };
}
