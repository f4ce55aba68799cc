using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>How far the truth of a verdict goes. Ordered: the later, the more is known.</summary>
public enum TenantStage
{
    /// <summary>A required check is broken.</summary>
    Blocked,

    /// <summary>A required check could not be told.</summary>
    Unknown,

    /// <summary>Everything is set; no device that PIN reset serves reports it yet, or the devices could not be read.</summary>
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
    /// <summary>For how long a sign-in proves something after it.</summary>
    public static readonly TimeSpan ProofLasts = TimeSpan.FromDays(30);

    /// <summary>Counts a successful sign-in of the Client application after the last change, too: it proves the consent, not that a PIN changed.</summary>
    public static TenantStage Of(Verdict verdict, TenantFacts facts, Fact<Rollout> rollout)
    {
        var stage = Of(verdict, rollout);
        return stage is TenantStage.Ready or TenantStage.RollingOut
            && facts.SignIns?.ValueOrDefault?.ClientSucceededAt is { } succeeded
            && facts.ReadAt - succeeded <= ProofLasts
            && !(succeeded < LastChange(facts))
            ? TenantStage.Proven
            : stage;
    }

    /// <summary>The newest of the applications' creation and the last change of a policy that turns PIN recovery on; null: nobody tells.</summary>
    private static DateTimeOffset? LastChange(TenantFacts facts) => PolicyEvidence.Place(facts)
        .Where(placed => placed.Setting.Enabled && placed.Audience.Reach != AudienceReach.Nobody)
        .Select(placed => placed.Policy.LastModifiedAt)
        .Append(facts.PinResetService.ValueOrDefault?.CreatedAt)
        .Append(facts.PinResetClient.ValueOrDefault?.CreatedAt)
        .Max();

    public static TenantStage Of(Verdict verdict, Fact<Rollout> rollout) => (verdict, rollout.ValueOrDefault) switch
    {
        (Verdict.NotReady, _) => TenantStage.Blocked,
        (Verdict.Unknown, _) => TenantStage.Unknown,
        (_, null) => TenantStage.SetUp,
        (_, { } devices) when devices.Arrived == devices.Unserved => TenantStage.SetUp,
        // Where Intune says of none of them how it is joined, PIN reset may serve none of them.
        (_, { IsOver: true } devices) when devices.Arrived > devices.Unserved + devices.Untold => TenantStage.Ready,
        _ => TenantStage.RollingOut,
    };
}
