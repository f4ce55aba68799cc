using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Checks;

/// <summary>How far the truth of a verdict goes. Ordered: the later, the more is known.</summary>
public enum TenantStage
{
    /// <summary>A required check is broken.</summary>
    Blocked,

    /// <summary>A required check could not be told.</summary>
    Unknown,

    /// <summary>Everything is set; no device reports it yet, or the devices could not be read.</summary>
    SetUp,

    /// <summary>Some of the devices report it.</summary>
    RollingOut,

    /// <summary>Every device that a policy reaches and that is alive reports it.</summary>
    Ready,

    /// <summary>Devices report it, and a sign-in of the Client application succeeded after the last change.</summary>
    Proven,
}

/// <summary>Tells the stage of a snapshot.</summary>
public static class Stages
{
    public static TenantStage Of(Verdict verdict, Fact<Rollout> rollout) => (verdict, rollout.ValueOrDefault) switch
    {
        (Verdict.NotReady, _) => TenantStage.Blocked,
        (Verdict.Unknown, _) => TenantStage.Unknown,
        (_, null or { Arrived: 0 }) => TenantStage.SetUp,
        (_, { IsWhole: true, Reports: true, Awaited: 0, Failed: 0 }) => TenantStage.Ready,
        _ => TenantStage.RollingOut,
    };
}
