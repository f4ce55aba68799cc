using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Scans;

/// <summary>
/// Reads one tenant of a scan: app-only where the tenant granted it, else as the person who started the scan. App-only first, because a
/// scan goes on when nobody is there any more, and because one person's token cache is not made for a thousand tenants.
/// </summary>
internal sealed class TenantScan(ITenantFactReader reader, ReadinessService readiness, IReadinessStore store, Starters starters)
{
    private static readonly TimeSpan[] _tokenPauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60)];

    /// <param name="place">Does the waiting.</param>
    public async Task<FinishedTenant> ReadAsync(Scan scan, Tenant tenant, IReadPacer place, CancellationToken cancellationToken)
    {
        if (!scan.Refresh && await store.LatestAsync(new(scan.HomeTenantId, tenant.Id), cancellationToken) is { } latest)
        {
            return new(tenant.Id, new(ScanOutcome.Read, latest.Verdict, null, 0), null, null);
        }

        var manner = new ReadManner(ReadPriority.Low, place);
        var facts = await ReadAsync(tenant, Portal(scan), manner, place, cancellationToken);
        var (outcome, reason) = Access(facts, ActorKind.Application);
        var requests = facts.Cost.HttpRequests;
        if (outcome == ScanOutcome.AppOnlyNotGranted && Person(scan) is { } person)
        {
            facts = await ReadAsync(tenant, person, manner, place, cancellationToken);
            (outcome, reason) = Access(facts, ActorKind.User);
            requests += facts.Cost.HttpRequests;
        }

        var answer = readiness.Judge(tenant, facts);
        if (outcome == ScanOutcome.Read && TechnicalTrouble(answer) is { } trouble)
        {
            (outcome, reason) = (ScanOutcome.Failed, trouble);
        }

        return new(tenant.Id, new(outcome, outcome == ScanOutcome.Failed ? null : answer.Verdict, Words(reason), requests), answer, ReadinessService.Learned(tenant, facts));
    }

    /// <summary>Entra throttles and fails, too; the reader does not repeat that by itself, because somebody who clicked shall not wait for it.</summary>
    private async Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, IReadPacer place, CancellationToken cancellationToken)
    {
        foreach (var pause in _tokenPauses)
        {
            var facts = await reader.ReadAsync(tenant, actor, manner, cancellationToken);
            if (facts.Access.WhyUnreadable?.Kind is not (UnreadableKind.Throttled or UnreadableKind.Unavailable))
            {
                return facts;
            }

            var reach = facts.Access.WhyUnreadable.Kind == UnreadableKind.Throttled ? ThrottleReach.Application : ThrottleReach.None;
            await place.PauseAsync(pause, reach, cancellationToken);
        }

        return await reader.ReadAsync(tenant, actor, manner, cancellationToken);
    }

    /// <summary>The portal itself, with the application permissions that a tenant granted it.</summary>
    private static Actor Portal(Scan scan) =>
        Actor.Portal("portal", "the portal (app-only)", scan.HomeTenantId, PortalRole.Operator);

    /// <summary>Who started the scan: as signed in then, or, after a restart and on other instances, as the token cache knows them.</summary>
    private Actor? Person(Scan scan) => scan.StartedBy.Kind == ActorKind.User ? starters.ActorOf(ScanWork.IdOf(scan), scan.StartedBy) : null;

    private static (ScanOutcome Outcome, UnreadableReason? Reason) Access(TenantFacts facts, ActorKind kind) => facts.Access.WhyUnreadable is { } reason
        ? (reason.Kind switch
        {
            UnreadableKind.PortalNotConsented when kind == ActorKind.Application => ScanOutcome.AppOnlyNotGranted,
            UnreadableKind.SignInRequired => ScanOutcome.SignInRequired,
            UnreadableKind.RelationshipEnded => ScanOutcome.RelationshipEnded,
            UnreadableKind.TenantNotFound => ScanOutcome.TenantNotFound,
            UnreadableKind.Throttled or UnreadableKind.Unavailable or UnreadableKind.NotUnderstood or UnreadableKind.CredentialRefused => ScanOutcome.Failed,
            _ => ScanOutcome.NoAccess,
        }, reason)
        : (ScanOutcome.Read, null);

    /// <summary>Why the verdict could not be told, when that is nobody's doing in the tenant.</summary>
    private static UnreadableReason? TechnicalTrouble(TenantReadiness answer) => answer.Verdict != Verdict.Unknown
        ? null
        : answer.Findings
            .Where(assessed => assessed.Finding is { Required: true, Status: FindingStatus.Unknown })
            .Select(assessed => assessed.Finding.Reason)
            .FirstOrDefault(reason => reason?.Kind is UnreadableKind.Throttled or UnreadableKind.Unavailable or UnreadableKind.NotUnderstood or UnreadableKind.CredentialRefused);

    private static string? Words(UnreadableReason? reason) =>
        reason is null ? null : reason.NextStep is { Length: > 0 } next ? $"{reason.Message} {next}" : reason.Message;
}
