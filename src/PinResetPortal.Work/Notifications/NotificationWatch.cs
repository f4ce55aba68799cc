using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>
/// Where notifications of what the store says arise: it compares what the store says now with what was last told. Whoever checked the tenant (a
/// page, the API, a scan, another instance), and whatever was killed in between, a change is told once, to each home tenant that has the tenant.
/// </summary>
internal sealed class NotificationWatch(
    INotificationOutbox outbox,
    IDestinationStore destinations,
    INotificationTeller teller,
    TenantNews tenantNews,
    ITenantStore tenants,
    IReadinessStore readiness,
    IScanStore scans,
    IOperationStore operations,
    IHomeTenants homes,
    TimeProvider time)
{
    private const int NewestScans = 20;
    private const int MostRepairs = 1000;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var home in homes.Admitted)
        {
            await LookAsync(home, cancellationToken);
        }
    }

    private async Task LookAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        if (!(await destinations.ListAsync(homeTenantId, cancellationToken)).Any(one => one.Enabled))
        {
            await outbox.ForgetAsync(homeTenantId, cancellationToken);
            return;
        }

        var now = time.GetUtcNow();
        var told = await outbox.ToldAsync(homeTenantId, cancellationToken);
        var list = await tenants.ListAsync(homeTenantId, cancellationToken);
        var marks = await readiness.LatestMarksAsync(homeTenantId, cancellationToken);
        var names = list.ToDictionary(tenant => tenant.Id, tenant => tenant.DisplayName);
        List<Observation> changed =
        [
            .. await tenantNews.OfAsync(homeTenantId, list, marks, told, now, cancellationToken),
            .. (await scans.ListAsync(homeTenantId, NewestScans, cancellationToken)).Select(progress => EndedNews.Of(progress, told, now)).OfType<Observation>(),
            .. await RepairsAsync(homeTenantId, names, told, now, cancellationToken),
        ];
        if (changed.Count > 0)
        {
            await teller.TellAsync(homeTenantId, changed, cancellationToken);
        }
    }

    /// <summary>A run is large and is read once: what it is about is told or taken note of then.</summary>
    private async Task<IReadOnlyList<Observation>> RepairsAsync(
        TenantId homeTenantId, IReadOnlyDictionary<TenantId, string> names, IReadOnlyDictionary<string, string> told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = await operations.EndedSinceAsync(homeTenantId, now - EndedNews.RepairNews, MostRepairs, cancellationToken);
        List<Observation> news = [];
        foreach (var id in ended.Where(id => !told.ContainsKey(EndedNews.SubjectOf(id))))
        {
            if (await operations.FindAsync(homeTenantId, id, cancellationToken) is { } run && EndedNews.Of(run, names, tenantNews.TitleOf, now) is { } one)
            {
                news.Add(one);
            }
        }

        return news;
    }
}
