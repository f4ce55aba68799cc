using Microsoft.Extensions.Hosting;
using Quartz;

namespace PinResetPortal.Work.Background;

/// <summary>At each start, the engine is told which rounds there are and how often; it runs them.</summary>
internal sealed class RoundsAtStart(ISchedulerFactory schedulers, IEnumerable<IRound> rounds) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var round in rounds)
        {
            await ApplyAsync(scheduler, round, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task ApplyAsync(IScheduler scheduler, IRound round, CancellationToken cancellationToken)
    {
        var job = new JobKey(round.Name, RoundJob.Group);
        var key = new TriggerKey(round.Name, RoundJob.Group);
        if (round.Every is not { } every)
        {
            await scheduler.DeleteJob(job, cancellationToken);
            return;
        }

        // Another instance has said the same: its trigger stays as it is, or the rounds would begin anew with every instance that starts.
        if (await scheduler.GetTrigger(key, cancellationToken) is ISimpleTrigger present && present.RepeatInterval == every
            && await scheduler.GetTriggerState(key, cancellationToken) != TriggerState.Error)
        {
            return;
        }

        var trigger = TriggerBuilder.Create(TimeProvider.System)
            .WithIdentity(key)
            .WithSimpleSchedule(schedule => schedule.WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .StartNow()
            .Build();
        await scheduler.ScheduleJob(JobBuilder.Create<RoundJob>().WithIdentity(job).Build(), [trigger], ScheduleJobOptions.Replacing, cancellationToken);
    }
}
