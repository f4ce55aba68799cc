using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Readiness;

/// <summary>A finding with whether the portal can repair it.</summary>
/// <param name="OnlyByItself">The repair runs only when its check is named, never with "fix everything".</param>
/// <param name="NeedsAudience">The repair has something to send only after somebody chose whom it reaches.</param>
/// <param name="NeedsScopes">The repair has something to send only after somebody named scopes, and is inferred.</param>
public sealed record AssessedFinding(Finding Finding, bool Fixable, bool OnlyByItself = false, bool NeedsAudience = false, bool NeedsScopes = false);

/// <summary>The answer for one tenant at one time: verdict, findings, what reading it cost.</summary>
/// <param name="Unread">A later read that could not see; null: nobody has failed to read the tenant since.</param>
public sealed record TenantReadiness(
    TenantId TenantId,
    string DisplayName,
    Verdict Verdict,
    DateTimeOffset ReadAt,
    IReadOnlyList<AssessedFinding> Findings,
    ReadCost Cost,
    UnreadSince? Unread = null)
{
    /// <summary>How far the truth of the verdict goes.</summary>
    public TenantStage Stage { get; init; } = Stages.Of(Verdict, Unseen);

    /// <summary>How far the policy has come on the devices; null when they could not be read.</summary>
    public Rollout? Devices { get; init; }

    private static Fact<Rollout> Unseen { get; } = new UnreadableReason(UnreadableKind.Unavailable, "Nobody looked at the devices.", "Check again.");

    /// <summary>Percent of the Windows devices that reported PIN recovery as in force; null when they could not be read or there are none.</summary>
    public int? DeviceCoverage() => Devices is { Windows: > 0 } devices ? (int)(100L * devices.Arrived / devices.Windows) : null;
}
