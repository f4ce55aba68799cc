using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Notifications;

/// <summary>What is told of tenants: their stage, each check that broke or recovered, that they cannot be read, and their relationship.</summary>
internal sealed class TenantNews(CheckCatalog checks, IReadinessStore readiness)
{
    private const string Open = "Open";
    private const string Closed = "Closed";

    /// <summary>A shorter outage is no news about the tenant.</summary>
    private static readonly TimeSpan LongUnread = TimeSpan.FromDays(1);

    public string TitleOf(string checkId) => checks.TitleOf(checkId);

    public async Task<IReadOnlyList<Observation>> OfAsync(
        TenantId homeTenantId,
        IReadOnlyList<Tenant> tenants,
        IReadOnlyDictionary<TenantId, ReadinessMark> marks,
        IReadOnlyDictionary<string, string> told,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var openOnes = told.Where(one => one.Value == Open && one.Key.StartsWith("problem/", StringComparison.Ordinal))
            .Select(one => one.Key.Split('/')).ToLookup(parts => parts[1], parts => parts[2], StringComparer.Ordinal);
        var news = new List<Observation?>();
        foreach (var tenant in tenants)
        {
            if (marks.TryGetValue(tenant.Id, out var mark))
            {
                news.Add(Stage(tenant, mark, told, now));
                news.AddRange(Opened(tenant, mark, told, now));
                news.AddRange(await RecoveredAsync(homeTenantId, tenant, mark, openOnes[$"{tenant.Id}"], now, cancellationToken));
                news.Add(Unread(tenant, mark, told, now));
            }

            if (tenant.Relationship.Kind == RelationshipKind.Gdap)
            {
                news.Add(Relationship(tenant, told, now));
            }
        }

        return [.. news.OfType<Observation>()];
    }

    private static string StageSubject(Tenant tenant) => $"stage/{tenant.Id}";

    private Observation? Stage(Tenant tenant, ReadinessMark mark, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var after = mark.Stage ?? mark.Verdict switch
        {
            Verdict.NotReady => TenantStage.Blocked,
            Verdict.Unknown => TenantStage.Unknown,
            _ => TenantStage.SetUp,
        };
        var (subject, before) = (StageSubject(tenant), told.GetValueOrDefault(StageSubject(tenant)));
        if (before == after.ToString())
        {
            return null;
        }

        // The first stage of a tenant is no change.
        var broken = mark.Verdict == Verdict.NotReady && mark.BrokenChecks.Count > 0 ? $" ({string.Join(", ", mark.BrokenChecks.Select(TitleOf))})" : "";
        return new(subject, after.ToString(), !Enum.TryParse<TenantStage>(before, out var was) ? null : new(
            Guid.NewGuid(), now, tenant.Id, tenant.DisplayName, $"{tenant.DisplayName}: {VerdictWords.Of(mark)}{broken}.",
            after switch { TenantStage.Blocked => NotificationSeverity.Error, TenantStage.Unknown => NotificationSeverity.Warning, _ => NotificationSeverity.Information },
            subject, new StageChanged(was, after, mark.BrokenChecks)));
    }

    private IEnumerable<Observation> Opened(Tenant tenant, ReadinessMark mark, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        // What a tenant comes with is taken note of; nobody is told of it as news.
        var isFirst = !told.ContainsKey(StageSubject(tenant));
        return from check in mark.BrokenChecks
               let subject = ProblemSubject(tenant, check)
               where told.GetValueOrDefault(subject) != Open
               select new Observation(subject, Open, isFirst ? null : new(
                   Guid.NewGuid(), now, tenant.Id, tenant.DisplayName, $"{tenant.DisplayName}: the check '{TitleOf(check)}' is broken.",
                   IsRequired(check) ? NotificationSeverity.Error : NotificationSeverity.Warning, subject, new ProblemOpened(check, TitleOf(check), IsRequired(check))));
    }

    /// <summary>A check is broken no more only when it could look and says so: one that could not look leaves the problem open.</summary>
    private async Task<IReadOnlyList<Observation>> RecoveredAsync(
        TenantId homeTenantId, Tenant tenant, ReadinessMark mark, IEnumerable<string> open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var gone = open.Except(mark.BrokenChecks, StringComparer.Ordinal).ToList();
        if (gone.Count == 0 || await readiness.LatestAsync(new(homeTenantId, tenant.Id), cancellationToken) is not { } answer)
        {
            return [];
        }

        var news = new List<Observation>();
        foreach (var check in gone)
        {
            var finding = answer.Findings.FirstOrDefault(one => one.Finding.CheckId == check)?.Finding;
            if (finding?.Status is FindingStatus.Unknown or FindingStatus.Broken)
            {
                continue;
            }

            // Null: this version has no such check, and nothing to say of it.
            var subject = ProblemSubject(tenant, check);
            news.Add(new(subject, Closed, finding is null ? null : new(
                Guid.NewGuid(), now, tenant.Id, tenant.DisplayName, $"{tenant.DisplayName}: the check '{TitleOf(check)}' is broken no more.",
                NotificationSeverity.Information, subject, new ProblemRecovered(check, TitleOf(check), IsRequired(check), finding.Status))));
        }

        return news;
    }

    /// <summary>
    /// A tenant that answered once and could not be read for a day, however often it was tried. Its verdict stands, so nothing else would
    /// tell of it.
    /// </summary>
    private static Observation? Unread(Tenant tenant, ReadinessMark mark, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var subject = $"unread/{tenant.Id}";
        var since = mark is { UnreadSince: { } began, UnreadAt: { } at } && at - began >= LongUnread ? began : (DateTimeOffset?)null;
        var state = since is null ? "Read" : "Unread";
        var before = told.GetValueOrDefault(subject);
        if (before == state || (before is null && since is null))
        {
            return null;
        }

        return new(subject, state, since is not { } unread ? null : new(
            Guid.NewGuid(), now, tenant.Id, tenant.DisplayName,
            string.Create(CultureInfo.InvariantCulture, $"{tenant.DisplayName}: the portal could not read this tenant since {unread.UtcDateTime:yyyy-MM-dd HH:mm} UTC. {Known(mark)}"),
            NotificationSeverity.Warning, subject, new TenantUnread(unread, mark.ReadAt)));
    }

    private static string Known(ReadinessMark mark) => mark.Verdict == Verdict.Unknown
        ? "It could never tell whether the tenant is set up."
        : string.Create(CultureInfo.InvariantCulture, $"What it says, that {VerdictWords.Of(mark)}, was read on {mark.ReadAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");

    private static Observation? Relationship(Tenant tenant, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var stands = tenant.Relationship.StateAt(now);
        var (subject, state) = ($"relationship/{tenant.Id}", stands.ToString());
        var before = told.GetValueOrDefault(subject);
        if (before == state)
        {
            return null;
        }

        var sentence = stands switch
        {
            RelationshipState.Expiring => string.Create(CultureInfo.InvariantCulture, $"The GDAP relationship with {tenant.DisplayName} ends on {tenant.Relationship.EndsAt:yyyy-MM-dd} and does not extend itself."),
            RelationshipState.Ended when before is not null => $"The GDAP relationship with {tenant.DisplayName} has ended.",
            RelationshipState.Unlisted when before is not null => $"{tenant.DisplayName} is no longer listed as a customer.",
            _ => null,
        };
        return new(subject, state, sentence is null ? null : new(
            Guid.NewGuid(), now, tenant.Id, tenant.DisplayName, sentence, NotificationSeverity.Warning, subject, new RelationshipChanged(stands, tenant.Relationship.EndsAt)));
    }

    private static string ProblemSubject(Tenant tenant, string check) => $"problem/{tenant.Id}/{check}";

    private bool IsRequired(string check) => checks.Find(check)?.Required == true;
}
