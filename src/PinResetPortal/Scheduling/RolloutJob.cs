using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Rollouts;
using Quartz;

namespace PinResetPortal.Scheduling;

/// <summary>One step of following a rollout.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RolloutJob(RolloutFollower follower, TimeProvider time, ILogger<RolloutJob> logger) : IJob
{
    /// <summary>After how long a step that did not end is tried again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(15);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var scheduler = context.Scheduler;
        var rollout = RolloutFollowUp.Read(context.MergedJobDataMap);

        // The next step is there before this one begins: whatever ends this one early, a stop or a failure, costs no more than time.
        if (await RolloutFollowUp.IsCurrentAsync(scheduler, rollout, cancellationToken))
        {
            await RolloutFollowUp.ScheduleAsync(scheduler, new(rollout, time.GetUtcNow() + Again), cancellationToken);
            var next = await follower.LookAsync(rollout, cancellationToken);
            if (!await RolloutFollowUp.IsCurrentAsync(scheduler, rollout, cancellationToken))
            {
                return;
            }

            if (next is not null)
            {
                await RolloutFollowUp.ScheduleAsync(scheduler, next, cancellationToken);
                return;
            }

            await scheduler.DeleteJob(context.JobDetail.Key, cancellationToken);
            LogEnded(rollout.TenantId, rollout.ChangedAt);
        }
    }

    [LoggerMessage(6220, LogLevel.Information, "The rollout of {ChangedAt} in tenant {TenantId} is no longer followed")]
    private partial void LogEnded(TenantId tenantId, DateTimeOffset changedAt);
}
