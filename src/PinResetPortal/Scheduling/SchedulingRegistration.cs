using PinResetPortal.Configuration;
using PinResetPortal.Store.Database;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;
using Quartz;

namespace PinResetPortal.Scheduling;

internal static class SchedulingRegistration
{
    private const int Threads = 2;

    /// <summary>Quartz.NET over the portal's database, the scheduled scan, and the rollouts that are followed.</summary>
    public static IServiceCollection AddPortalScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "PinResetPortal");
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store => store.UsePortalDatabase(configuration));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
        services.AddSingleton<IHomeTenants, HomeTenants>();
        services.AddSingleton<IRolloutFollowUp, RolloutFollowUp>();
        services.AddSingleton<ScanScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<ScanScheduler>());
        return services;
    }
}
