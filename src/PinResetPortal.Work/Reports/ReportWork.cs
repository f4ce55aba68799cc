using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Reports;

/// <summary>
/// One firing of the engine for each report: the next time that it is due, or that it is tried again. However many instances there are, one
/// sends it; one that was due while none ran goes out once, as soon as one runs.
/// </summary>
internal sealed partial class ReportWork(
    PortalSettings settings, ReportDeliveries deliveries, ReportSender sender, IHomeTenants homes, IBackground background, IAuditLog audit, TimeProvider time, ILogger<ReportWork> logger) : IWork
{
    public const int MostAttempts = 12;

    private const string Reports = "report";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    public string Kind => Reports;

    public static WorkItem Item(TenantId homeTenantId, Guid id, DateTimeOffset? notBefore) =>
        new(new(Reports, new WorkId(homeTenantId, id).ToString()), WorkLanes.Notify) { NotBefore = notBefore };

    /// <summary>When a report is to be sent, and for which time that it was due.</summary>
    /// <returns>Null: never.</returns>
    public static (DateTimeOffset At, DateTimeOffset For)? Due(ReportSchedule schedule, ReportDelivery? last)
    {
        if (!schedule.Wanted.Enabled)
        {
            return null;
        }

        // A report that somebody changed begins anew: what it was due for before is over.
        var current = last?.For > schedule.ChangedAt ? last : null;
        return current?.Again is { } again ? (again, current.For)
            : schedule.Wanted.Timing.NextAfter(current?.For ?? schedule.ChangedAt) is { } next ? (next, next)
            : null;
    }

    public async Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new List<WorkItem>();
        foreach (var home in homes.Admitted)
        {
            if (await AllAsync(home, cancellationToken) is { Count: > 0 } all)
            {
                var last = await deliveries.ReadAsync(home, cancellationToken);
                open.AddRange(all.Select(one => (one.Id, Due: Due(one, last.GetValueOrDefault(one.Id)))).Where(one => one.Due is not null).Select(one => Item(home, one.Id, one.Due?.At)));
            }
        }

        return open;
    }

    public async Task RunAsync(string id, CancellationToken wake)
    {
        var work = WorkId.Parse(id);
        var all = homes.Admitted.Contains(work.Home) ? await AllAsync(work.Home, wake) : [];
        if (all.FirstOrDefault(one => one.Id == work.Row) is not { } schedule)
        {
            return;
        }

        var last = (await deliveries.ReadAsync(work.Home, wake)).GetValueOrDefault(work.Row);
        if (Due(schedule, last) is { } due && due.At <= time.GetUtcNow())
        {
            last = await SendAsync(work.Home, schedule, Latest(schedule, due.For), last, [.. all.Select(one => one.Id)], wake);
        }

        if (Due(schedule, last) is { } next)
        {
            await background.StartAsync(Item(work.Home, work.Row, next.At), wake);
        }
    }

    /// <summary>Of several that were missed the last one is sent: it is about the latest period.</summary>
    private DateTimeOffset Latest(ReportSchedule schedule, DateTimeOffset due)
    {
        while (schedule.Wanted.Timing.NextAfter(due) is { } later && later <= time.GetUtcNow())
        {
            due = later;
        }

        return due;
    }

    private async Task<ReportDelivery> SendAsync(
        TenantId home, ReportSchedule schedule, DateTimeOffset due, ReportDelivery? last, IReadOnlyCollection<Guid> present, CancellationToken wake)
    {
        // Booked before it is made: whoever dies over it does not make it again at once.
        var attempts = last?.For == due ? last.Attempts + 1 : 1;
        var booked = new ReportDelivery(due, attempts, time.GetUtcNow() + PauseAfter(attempts), Problem: last?.For == due ? last.Problem : null);
        await deliveries.SetAsync(home, schedule.Id, booked, present, wake);
        var result = await sender.SendAsync(home, schedule, schedule.Wanted.Timing.PeriodBefore(due), string.Create(CultureInfo.InvariantCulture, $"report-{schedule.Id:N}-{due.ToUnixTimeSeconds()}"));
        var ended = result.Sent ? booked with { Again = null, SentAt = time.GetUtcNow(), Problem = null }
            : booked with { Again = attempts >= MostAttempts ? null : booked.Again, Problem = result.Problem };
        await deliveries.SetAsync(home, schedule.Id, ended, present, CancellationToken.None);
        if (ended.Again is null)
        {
            var portal = Actor.Portal("reports", "the schedule of reports", home, PortalRole.Reader);
            await audit.AppendAsync(RecordOf(portal, schedule, result.Sent ? $"Sent the report '{schedule.Wanted.Name}'" : $"Gave up sending the report '{schedule.Wanted.Name}'"), CancellationToken.None);
        }

        if (result.Sent)
        {
            LogSent(schedule.Id, due);
        }
        else
        {
            LogNotSent(schedule.Id, attempts, result.Problem);
        }

        return ended;
    }

    /// <summary>What is recorded of a report that goes out: to whom, so that it can be told who got to know it.</summary>
    internal static AuditRecord RecordOf(Actor actor, ReportSchedule schedule, string summary) => AuditRecord.Of(
        actor, actor.HomeTenantId, AuditActions.ReportSent, summary,
        JsonSerializer.Serialize(new { report = schedule.Id, destination = schedule.Wanted.DestinationId, to = schedule.Wanted.To, schedule.Revision }, JsonSerializerOptions.Web));

    private async Task<IReadOnlyList<ReportSchedule>> AllAsync(TenantId home, CancellationToken cancellationToken) =>
        (await settings.GetAsync(home, ReportSchedules.SettingsKey, ReportSchedules.None, cancellationToken)).Value.All;

    private static TimeSpan PauseAfter(int attempts) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempts - 1, 10)));

    [LoggerMessage(2501, LogLevel.Information, "Report {ReportId} of {Due} went out")]
    private partial void LogSent(Guid reportId, DateTimeOffset due);

    [LoggerMessage(2502, LogLevel.Warning, "Report {ReportId} did not go out at try {Attempt}: {Problem}")]
    private partial void LogNotSent(Guid reportId, int attempt, string problem);
}
