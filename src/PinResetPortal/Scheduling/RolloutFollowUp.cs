using System.Globalization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Rollouts;
using Quartz;

namespace PinResetPortal.Scheduling;

/// <summary>Keeps one job per home tenant and followed tenant; its only trigger is the next step.</summary>
internal sealed class RolloutFollowUp(ISchedulerFactory schedulers) : IRolloutFollowUp
{
    private const string Group = "rollout";
    private const string Home = "home";
    private const string Tenant = "tenant";
    private const string ChangedAt = "changedAt";
    private const string Scan = "scan";

    public async Task FollowAsync(TenantKey key, DateTimeOffset changedAt, CancellationToken cancellationToken)
    {
        var rollout = new FollowedRollout(key, changedAt);
        if (RolloutSchedule.NextAfter(TimeSpan.Zero) is { } first)
        {
            await ScheduleAsync(await schedulers.GetScheduler(cancellationToken), new(rollout, changedAt + first), cancellationToken);
        }
    }

    public async Task EndAsync(TenantKey key, CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).DeleteJob(KeyOf(key), cancellationToken);

    internal static JobKey KeyOf(TenantKey key) => new(key.ToString(), Group);

    internal static FollowedRollout Read(JobDataMap data) => new(
        new TenantKey(TenantId.Parse(Text(data, Home), null), TenantId.Parse(Text(data, Tenant), null)),
        DateTimeOffset.ParseExact(Text(data, ChangedAt), "O", CultureInfo.InvariantCulture),
        data.TryGetString(Scan, out var scan) && Guid.TryParse(scan, out var id) ? id : null);

    private static string Text(JobDataMap data, string name) => data.GetString(name) ?? throw new InvalidOperationException($"The job has no '{name}'.");

    /// <summary>Puts a step in the place of whatever was next for the tenant.</summary>
    internal static async Task ScheduleAsync(IScheduler scheduler, RolloutStep step, CancellationToken cancellationToken)
    {
        var rollout = step.Rollout;
        var key = KeyOf(rollout.Key);
        var job = JobBuilder.Create<RolloutJob>()
            .WithIdentity(key)
            .UsingJobData(Home, rollout.Key.Home.ToString())
            .UsingJobData(Tenant, rollout.Key.Tenant.ToString())
            .UsingJobData(ChangedAt, rollout.ChangedAt.ToString("O", CultureInfo.InvariantCulture))
            .Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(key.Name, key.Group)
            .UsingJobData(Scan, rollout.ScanId?.ToString() ?? "")
            .StartAt(step.At)
            .Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellationToken);
    }

    /// <summary>Whether this is still what is followed: a newer repair may have taken its place.</summary>
    internal static async Task<bool> IsCurrentAsync(IScheduler scheduler, FollowedRollout rollout, CancellationToken cancellationToken) =>
        await scheduler.GetJobDetail(KeyOf(rollout.Key), cancellationToken) is { } job && Read(job.JobDataMap).ChangedAt == rollout.ChangedAt;
}
