using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;
using Quartz;

namespace PinResetPortal.Scheduling;

/// <summary>Keeps the trigger of each home tenant's scheduled scan as its settings say, at start and whenever they are saved.</summary>
public sealed partial class ScanScheduler(ISchedulerFactory schedulers, PortalSettings settings, IHomeTenants homes, IOptions<ScanOptions> options, ILogger<ScanScheduler> logger) : IHostedService
{
    private const string Group = "scheduled-scan";

    /// <summary>The one job of earlier versions, which had one schedule for all home tenants.</summary>
    private static readonly JobKey OfAll = new(Group);

    /// <returns>A sentence, or null when the schedule can be used.</returns>
    public static string? WhatIsWrong(ScanSchedule schedule) =>
        !string.IsNullOrWhiteSpace(schedule.Cron) && !CronExpression.TryParse(schedule.Cron, out _)
            ? $"'{schedule.Cron}' is not a Quartz cron expression. It has six parts, seconds first: '0 30 5 * * ?' is every day at 05:30."
            : TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out _) ? null
            : $"'{schedule.TimeZone}' is not a time zone; it takes a name such as Europe/Berlin.";

    /// <summary>When a schedule that can be used would run after <paramref name="now"/>; empty: never.</summary>
    public static IReadOnlyList<DateTimeOffset> Coming(ScanSchedule schedule, DateTimeOffset now, int count)
    {
        var coming = new List<DateTimeOffset>();
        if (string.IsNullOrWhiteSpace(schedule.Cron) || WhatIsWrong(schedule) is not null || !CronExpression.TryParse(schedule.Cron, out var cron))
        {
            return coming;
        }

        cron = cron.WithTimeZone(TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone));
        while (coming.Count < count && cron.GetNextValidTimeAfter(coming.Count == 0 ? now : coming[^1]) is { } next)
        {
            coming.Add(next);
        }

        return coming;
    }

    public Task<Setting<ScanSchedule>> CurrentAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        settings.GetAsync(homeTenantId, ScanSchedule.SettingsKey, new ScanSchedule(options.Value.Schedule, options.Value.TimeZone), cancellationToken);

    /// <returns>When it runs next; null: never.</returns>
    public async Task<DateTimeOffset?> NextAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return (await scheduler.GetTrigger(TriggerOf(homeTenantId), cancellationToken))?.NextFireTimeUtc;
    }

    public async Task ApplyAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        var schedule = (await CurrentAsync(homeTenantId, cancellationToken)).Value;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var present = await scheduler.GetTrigger(TriggerOf(homeTenantId), cancellationToken) as ICronTrigger;
        if (string.IsNullOrWhiteSpace(schedule.Cron))
        {
            if (present is not null)
            {
                await scheduler.DeleteJob(JobOf(homeTenantId), cancellationToken);
            }

            LogNever(homeTenantId);
            return;
        }

        // Other instances have applied the same; the trigger must not be made anew, or a fire time of this moment would be lost.
        if (present?.CronExpressionString == schedule.Cron && present.TimeZone.Id == schedule.TimeZone)
        {
            return;
        }

        var job = JobBuilder.Create<ScheduledScanJob>()
            .WithIdentity(JobOf(homeTenantId))
            .UsingJobData(ScheduledScanJob.Home, homeTenantId.ToString())
            .RequestRecovery()
            .Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(TriggerOf(homeTenantId))
            .WithCronSchedule(schedule.Cron, cron => cron.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone)))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellationToken);
        LogScheduled(homeTenantId, schedule.Cron, schedule.TimeZone);
    }

    /// <summary>Applies the schedule of every admitted home tenant, and forgets those of others.</summary>
    public async Task ApplyAllAsync(CancellationToken cancellationToken)
    {
        var admitted = homes.Admitted;
        foreach (var home in admitted)
        {
            await ApplyAsync(home, cancellationToken);
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var present = await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), cancellationToken);
        await scheduler.DeleteJobs([OfAll, .. present.Except(admitted.Select(JobOf))], cancellationToken);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ApplyAllAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The portal works without a schedule; whoever saves it again learns whether it works.
            LogFailed(exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static JobKey JobOf(TenantId homeTenantId) => new(homeTenantId.ToString(), Group);

    private static TriggerKey TriggerOf(TenantId homeTenantId) => new(homeTenantId.ToString(), Group);

    [LoggerMessage(6210, LogLevel.Information, "No scan is scheduled for home tenant {HomeTenantId}")]
    private partial void LogNever(TenantId homeTenantId);

    [LoggerMessage(6211, LogLevel.Information, "All tenants of home tenant {HomeTenantId} are scanned at '{Cron}' ({TimeZone})")]
    private partial void LogScheduled(TenantId homeTenantId, string cron, string timeZone);

    [LoggerMessage(6212, LogLevel.Error, "The scheduled scan could not be set up; check Scans:Schedule and the settings page")]
    private partial void LogFailed(Exception exception);
}
