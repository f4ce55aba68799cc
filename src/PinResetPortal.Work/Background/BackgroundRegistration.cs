using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace PinResetPortal.Work.Background;

public static class BackgroundRegistration
{
    /// <summary>The engine's name in its tables: all instances of a portal have the same.</summary>
    public const string SchedulerName = "PinResetPortal";

    /// <summary>The lanes bound what runs; the pool must never be what a lane waits for.</summary>
    private const int Places = 1024;

    private const int MostTakenAtOnce = 32;

    /// <summary>How often an instance that has nothing to do looks for what others have no place for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs everything in the background by Quartz.NET: every <see cref="IWork"/> and <see cref="IRound"/> that is registered. A stop of the
    /// host wakes what runs; what comes to a clean place in time is handed over.
    /// </summary>
    /// <param name="keptIn">Where the engine keeps its tables.</param>
    /// <param name="shared">Several instances work on the same tables, as a cluster: then <paramref name="keptIn"/> asks for one.</param>
    public static IServiceCollection AddBackground(this IServiceCollection services, Action<IPersistentStoreBuilder> keptIn, bool shared)
    {
        services.AddQuartz(SchedulerName, quartz =>
        {
            // Tests put a clock of their own into the container; what is due is a matter of the real one.
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.ConfigureScheduler(scheduler =>
            {
                if (shared)
                {
                    scheduler.InstanceId = $"{Environment.MachineName}-{Guid.NewGuid():N}";
                    scheduler.IdleWaitTime = Look;
                }

                scheduler.MaxBatchSize = MostTakenAtOnce;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(Places);
            quartz.UseExecutionLimits((provider, limits) =>
            {
                foreach (var lane in provider.GetServices<WorkLane>())
                {
                    limits.ForGroup(lane.Name, lane.Places(provider));
                }
            });
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => options.RecoverFiringsCancelledByShutdown = true);
                keptIn(store);
            });
            quartz.AddJobType<WorkJob>();
            quartz.AddJobType<RoundJob>();
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddSingleton(provider => provider.GetRequiredKeyedService<ISchedulerFactory>(SchedulerName));
        services.AddSingleton<WorkMeter>();
        services.AddSingleton<QuartzBackground>();
        services.AddSingleton<IBackground>(provider => provider.GetRequiredService<QuartzBackground>());
        services.AddSingleton<IRound, MakeGood>();
        services.AddHostedService<RoundsAtStart>();
        return services;
    }
}
