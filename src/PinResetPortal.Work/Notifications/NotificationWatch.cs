using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>
/// Where notifications of what the store says arise: it compares what the store says now with what was last told. Whoever checked the tenant (a
/// page, the API, a scan, another instance), and whatever was killed in between, a change is told once, to each home tenant that has the tenant.
/// </summary>
public sealed class NotificationWatch(
    INotificationOutbox outbox, PortalSettings settings, IReadinessStore readiness, ITenantStore tenants, IScanStore scans, IHomeTenants homes, TimeProvider time)
{
    /// <summary>What the subject of a scan begins with; its id follows.</summary>
    public const string ScanSubject = "scan/";

    private const int NewestScans = 20;

    /// <summary>A shorter outage is no news about the tenant.</summary>
    private static readonly TimeSpan LongUnread = TimeSpan.FromDays(1);

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var home in homes.Admitted)
        {
            await LookAsync(home, cancellationToken);
        }
    }

    private async Task LookAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var current = (await settings.GetAsync(homeTenantId, NotificationSettings.Key, new NotificationSettings(), cancellationToken)).Value;
        if (current.MutedUntil > now)
        {
            return;
        }

        if (current.Channels.Count == 0)
        {
            await outbox.ForgetAsync(homeTenantId, cancellationToken);
            return;
        }

        var told = await outbox.ToldAsync(homeTenantId, cancellationToken);
        var list = await tenants.ListAsync(homeTenantId, cancellationToken);
        var marks = await readiness.LatestMarksAsync(homeTenantId, cancellationToken);
        List<Observation> changed =
        [
            .. list.Where(tenant => marks.ContainsKey(tenant.Id)).Select(tenant => Verdict(tenant, marks[tenant.Id], told, now)).OfType<Observation>(),
            .. list.Where(tenant => marks.ContainsKey(tenant.Id)).Select(tenant => Unread(tenant, marks[tenant.Id], told, now)).OfType<Observation>(),
            .. list.Where(tenant => tenant.Relationship.Kind == RelationshipKind.Gdap).Select(tenant => Relationship(tenant, told, now)).OfType<Observation>(),
            .. (await scans.ListAsync(homeTenantId, NewestScans, cancellationToken)).Select(progress => Scan(progress, told, now)).OfType<Observation>(),
        ];

        if (changed.Count > 0)
        {
            await outbox.NoteAsync(homeTenantId, [.. changed.Select(current.Heeded)], current.Channels, cancellationToken);
        }
    }

    private static Observation? Verdict(Tenant tenant, ReadinessMark mark, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var (subject, state) = ($"verdict/{tenant.Id}", mark.Verdict.ToString());
        var before = told.GetValueOrDefault(subject);
        if (before == state)
        {
            return null;
        }

        // The first verdict of a tenant is no change.
        return new(subject, state, before is null ? null : new(
            Guid.NewGuid(), NotificationKind.VerdictChanged, now, tenant.Id, tenant.DisplayName,
            $"{tenant.DisplayName}: {VerdictWords.Of(mark)}{(mark.Verdict == PinResetPortal.Core.Findings.Verdict.NotReady && mark.BrokenChecks.Count > 0 ? $" ({string.Join(", ", mark.BrokenChecks)})" : "")}.",
            before, state));
    }

    /// <summary>
    /// A tenant that answered once and could not be read for a day, however often it was tried. Its verdict stands, so nothing else would
    /// tell of it.
    /// </summary>
    private static Observation? Unread(Tenant tenant, ReadinessMark mark, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var subject = $"unread/{tenant.Id}";
        var state = mark is { UnreadSince: { } since, UnreadAt: { } at } && at - since >= LongUnread ? "Unread" : "Read";
        var before = told.GetValueOrDefault(subject);
        if (before == state || (before is null && state == "Read"))
        {
            return null;
        }

        return new(subject, state, state == "Read" ? null : new(
            Guid.NewGuid(), NotificationKind.VerdictChanged, now, tenant.Id, tenant.DisplayName,
            $"{tenant.DisplayName}: the portal could not read this tenant since {mark.UnreadSince:yyyy-MM-dd HH:mm} UTC. {Known(mark)}", mark.Verdict.ToString(), "Unread"));
    }

    private static string Known(ReadinessMark mark) => mark.Verdict == PinResetPortal.Core.Findings.Verdict.Unknown
        ? "It could never tell whether the tenant is set up."
        : $"What it says, that {VerdictWords.Of(mark)}, was read on {mark.ReadAt:yyyy-MM-dd HH:mm} UTC.";

    private static Observation? Relationship(Tenant tenant, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var (subject, state) = ($"relationship/{tenant.Id}", tenant.Relationship.StateAt(now).ToString());
        var before = told.GetValueOrDefault(subject);
        if (before == state)
        {
            return null;
        }

        var sentence = tenant.Relationship.StateAt(now) switch
        {
            RelationshipState.Expiring => $"The GDAP relationship with {tenant.DisplayName} ends on {tenant.Relationship.EndsAt:yyyy-MM-dd} and does not extend itself.",
            RelationshipState.Ended when before is not null => $"The GDAP relationship with {tenant.DisplayName} has ended.",
            RelationshipState.Unlisted when before is not null => $"{tenant.DisplayName} is no longer listed as a customer.",
            _ => null,
        };
        return new(subject, state, sentence is null ? null : new(Guid.NewGuid(), NotificationKind.RelationshipChanged, now, tenant.Id, tenant.DisplayName, sentence, before, state));
    }

    private static Observation? Scan(ScanProgress progress, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var subject = $"{ScanSubject}{progress.Scan.Id}";
        if (!progress.Scan.IsFinished || told.ContainsKey(subject))
        {
            return null;
        }

        var isNews = progress.Failed > 0 && progress.Scan.FinishedAt > now.AddDays(-1);
        return new(subject, progress.Failed > 0 ? "Failed" : "Completed", isNews
            ? new(Guid.NewGuid(), NotificationKind.ScanFailed, now, null, null, ScanWords.Ended(progress))
            : null);
    }
}
