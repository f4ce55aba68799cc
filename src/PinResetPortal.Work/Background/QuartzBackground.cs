using Microsoft.Extensions.Logging;
using Quartz;

namespace PinResetPortal.Work.Background;

/// <summary>The engine: Quartz.NET, one job for each piece of work.</summary>
internal sealed partial class QuartzBackground(ISchedulerFactory schedulers, ILogger<QuartzBackground> logger) : IBackground
{
    /// <summary>A job may end between two looks; then its place is free.</summary>
    private const int Attempts = 5;

    public async Task StartAsync(WorkItem work, CancellationToken cancellationToken)
    {
        try
        {
            await ScheduleAsync(work, cancellationToken);
        }
        catch (SchedulerException problem)
        {
            LogLater(work.Key, problem);
        }
    }

    /// <summary>In one transaction of the engine, unless one of them has a firing already.</summary>
    public async Task StartAllAsync(IReadOnlyCollection<WorkItem> works, CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            var all = new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>>();
            foreach (var work in works)
            {
                all.Add(JobOf(work.Key), [await TriggerAsync(scheduler, work, FirstNameOf(work), cancellationToken)]);
            }

            await scheduler.ScheduleJobs(all, default, cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            foreach (var work in works)
            {
                await StartAsync(work, cancellationToken);
            }
        }
        catch (SchedulerException problem)
        {
            LogLater(works.First().Key, problem);
        }
    }

    private async Task ScheduleAsync(WorkItem work, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await scheduler.ScheduleJob(JobOf(work.Key), await TriggerAsync(scheduler, work, FirstNameOf(work), cancellationToken), default, cancellationToken);
                return;
            }
            catch (ObjectAlreadyExistsException)
            {
                // It waits or runs. One more firing after it, and no more than one: nothing that is said now may be overlooked.
            }

            try
            {
                var again = await TriggerAsync(scheduler, work, work.NotBefore is null ? $"{work.Key.Id}/again" : Later(work.Key), cancellationToken);
                await scheduler.ScheduleJob(again, ScheduleJobOptions.Replacing, cancellationToken);
                return;
            }
            catch (JobPersistenceException) when (attempt < Attempts)
            {
                // It has just ended, and its job is gone.
            }
        }
    }

    /// <summary>Gives each of these a firing that has none.</summary>
    public async Task<int> MakeGoodAsync(string kind, IReadOnlyCollection<WorkItem> open, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var known = (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(kind), cancellationToken)).Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        List<WorkItem> missing = [.. open.Where(work => !known.Contains(work.Key.Id))];
        if (missing.Count > 0)
        {
            await StartAllAsync(missing, cancellationToken);
        }

        return missing.Count;
    }

    public async Task WakeAsync(WorkKey key, CancellationToken cancellationToken)
    {
        try
        {
            await (await schedulers.GetScheduler(cancellationToken)).Interrupt(new JobKey(key.Id, key.Kind), cancellationToken);
        }
        catch (SchedulerException problem)
        {
            // The wish stands in the row and is read before the next request.
            LogNotWoken(key, problem);
        }
    }

    private static async Task<ITrigger> TriggerAsync(IScheduler scheduler, WorkItem work, string name, CancellationToken cancellationToken)
    {
        // It never misfires: what waits for a place in its lane keeps its turn.
        var trigger = TriggerBuilder.Create(TimeProvider.System)
            .WithIdentity(name, work.Key.Kind)
            .ForJob(new JobKey(work.Key.Id, work.Key.Kind))
            .WithExecutionGroup(work.Lane)
            .WithPriority(work.Priority)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires));
        trigger = work.NotBefore is { } at ? trigger.StartAt(at) : trigger.StartNow();
        return work.Here && (await scheduler.GetMetadata(cancellationToken)).JobStoreClustered
            ? trigger.WithPreferredNode(PreferredNode.For(scheduler.SchedulerInstanceId)).Build()
            : trigger.Build();
    }

    private static IJobDetail JobOf(WorkKey key) => JobBuilder.Create<WorkJob>().WithIdentity(new JobKey(key.Id, key.Kind)).RequestRecovery().Build();

    private static string FirstNameOf(WorkItem work) => work.NotBefore is null ? work.Key.Id : Later(work.Key);

    private static string Later(WorkKey key) => $"{key.Id}/later";

    [LoggerMessage(2402, LogLevel.Warning, "{Work} could not be given a firing; it gets one at the next look")]
    private partial void LogLater(WorkKey work, Exception problem);

    [LoggerMessage(2403, LogLevel.Warning, "{Work} could not be woken")]
    private partial void LogNotWoken(WorkKey work, Exception problem);
}
