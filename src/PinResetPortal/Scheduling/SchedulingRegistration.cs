using PinResetPortal.Store.Database;
using Quartz;

namespace PinResetPortal.Scheduling;

internal static class SchedulingRegistration
{
    private const int Threads = 2;

    /// <summary>Quartz.NET over the portal's database, and the scheduled scan.</summary>
    public static IServiceCollection AddPortalScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "PinResetPortal");
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store => store.UsePortalDatabase(configuration));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
        services.AddSingleton<ScanScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<ScanScheduler>());
        return services;
    }
}
