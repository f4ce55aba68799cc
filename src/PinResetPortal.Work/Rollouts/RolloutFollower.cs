using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Work.Rollouts;

/// <summary>A rollout that is followed.</summary>
/// <param name="Key">The home tenant that repaired, and the tenant.</param>
/// <param name="ChangedAt">When the repair was verified.</param>
/// <param name="ScanId">The scan of the present look; null: it has not begun.</param>
public sealed record FollowedRollout(TenantKey Key, DateTimeOffset ChangedAt, Guid? ScanId = null)
{
    public TenantId TenantId => Key.Tenant;
}

/// <summary>What comes next of a rollout.</summary>
public sealed record RolloutStep(FollowedRollout Rollout, DateTimeOffset At);

/// <summary>
/// Follows a rollout, one step at a time: a look begins with an ordinary scan of the tenant with the portal's own rights, and ends with the
/// answer that stands when the scan is over. A scan that could not read (nobody granted it, an admin must sign in) is an ordinary look: the
/// earlier answer stands, and whoever checks the tenant meanwhile makes a newer one.
/// </summary>
public sealed class RolloutFollower(IScanService scans, IReadinessStore readiness, INotificationTeller notifications, TimeProvider time)
{
    private const string Finished = "Finished";

    /// <summary>How long a scan is given before its result is looked for, again and again.</summary>
    public static readonly TimeSpan ScanPause = TimeSpan.FromMinutes(2);

    /// <returns>The next step; null: the rollout is no longer followed.</returns>
    public async Task<RolloutStep?> LookAsync(FollowedRollout rollout, CancellationToken cancellationToken)
    {
        var portal = Actor.Portal("rollout", "the rollout's follow-up", rollout.Key.Home, PortalRole.Reader);
        if (rollout.ScanId is not { } scanId)
        {
            // Anything else than a scan: the tenant is none of the portal's any more.
            return await scans.StartAsync(portal, [rollout.TenantId], refresh: true, cancellationToken) is ScanStart.Accepted { Progress: var started }
                ? new(rollout with { ScanId = started.Scan.Id }, time.GetUtcNow() + ScanPause)
                : null;
        }

        if (await scans.FindAsync(scanId, portal, cancellationToken) is { Scan.IsFinished: false })
        {
            return new(rollout, time.GetUtcNow() + ScanPause);
        }

        // A tenant that is no longer ready is told of as a change of its verdict.
        if (await readiness.LatestAsync(rollout.Key, cancellationToken) is not { Verdict: Verdict.Ready } answer)
        {
            return null;
        }

        if (IsOver(answer))
        {
            await TellAsync(rollout, answer, Finished, RolloutWords.Finished(answer), cancellationToken);
            return null;
        }

        if (RolloutSchedule.NextAfter(time.GetUtcNow() - rollout.ChangedAt) is not { } next)
        {
            await TellAsync(rollout, answer, "NotFinished", RolloutWords.NotFinished(answer), cancellationToken);
            return null;
        }

        return new(rollout with { ScanId = null }, rollout.ChangedAt + next);
    }

    /// <summary>
    /// Every reached device that is alive has it. A sign-in that proves the tenant (<see cref="TenantStage.Proven"/>) says nothing of the
    /// devices that are still awaited, and how they are joined says nothing of the rollout: the devices' reports alone decide.
    /// </summary>
    private static bool IsOver(TenantReadiness answer) =>
        answer.Devices is { IsOver: true };

    private Task TellAsync(FollowedRollout rollout, TenantReadiness answer, string state, string summary, CancellationToken cancellationToken) => notifications.TellAsync(
        rollout.Key.Home,
        [
            new(
                $"rollout/{rollout.TenantId}",
                string.Create(CultureInfo.InvariantCulture, $"{state} {rollout.ChangedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss}"),
                new(
                    Guid.NewGuid(), time.GetUtcNow(), rollout.TenantId, answer.DisplayName, summary,
                    state == Finished ? NotificationSeverity.Information : NotificationSeverity.Warning,
                    $"rollout/{rollout.TenantId}",
                    new RolloutFinished(state == Finished, rollout.ChangedAt, answer.Stage))),
        ],
        cancellationToken);
}
