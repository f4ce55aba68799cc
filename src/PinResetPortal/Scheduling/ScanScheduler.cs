using Microsoft.Extensions.Options;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using Quartz;

namespace PinResetPortal.Scheduling;

/// <summary>Keeps the trigger of the scheduled scan as the settings say, at start and whenever they are saved.</summary>
public sealed partial class ScanScheduler(ISchedulerFactory schedulers, PortalSettings settings, IOptions<ScanOptions> options, ILogger<ScanScheduler> logger) : IHostedService
{
    private static readonly JobKey Job = new("scheduled-scan");
    private static readonly TriggerKey Trigger = new("scheduled-scan");

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

    public Task<Setting<ScanSchedule>> CurrentAsync(CancellationToken cancellationToken) =>
        settings.GetAsync(ScanSchedule.SettingsKey, new ScanSchedule(options.Value.Schedule, options.Value.TimeZone), cancellationToken);

    /// <returns>When it runs next; null: never.</returns>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return (await scheduler.GetTrigger(Trigger, cancellationToken))?.NextFireTimeUtc;
    }

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var schedule = (await CurrentAsync(cancellationToken)).Value;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var present = await scheduler.GetTrigger(Trigger, cancellationToken) as ICronTrigger;
        if (string.IsNullOrWhiteSpace(schedule.Cron))
        {
            if (present is not null)
            {
                await scheduler.DeleteJob(Job, cancellationToken);
            }

            LogNever();
            return;
        }

        // Other instances have applied the same; the trigger must not be made anew, or a fire time of this moment would be lost.
        if (present?.CronExpressionString == schedule.Cron && present.TimeZone.Id == schedule.TimeZone)
        {
            return;
        }

        var job = JobBuilder.Create<ScheduledScanJob>().WithIdentity(Job).RequestRecovery().Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(Trigger)
            .WithCronSchedule(schedule.Cron, cron => cron.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone)))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellationToken);
        LogScheduled(schedule.Cron, schedule.TimeZone);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ApplyAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The portal works without a schedule; whoever saves it again learns whether it works.
            LogFailed(exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(6210, LogLevel.Information, "No scan is scheduled")]
    private partial void LogNever();

    [LoggerMessage(6211, LogLevel.Information, "All tenants are scanned at '{Cron}' ({TimeZone})")]
    private partial void LogScheduled(string cron, string timeZone);

    [LoggerMessage(6212, LogLevel.Error, "The scheduled scan could not be set up; check Scans:Schedule and the settings page")]
    private partial void LogFailed(Exception exception);
}
