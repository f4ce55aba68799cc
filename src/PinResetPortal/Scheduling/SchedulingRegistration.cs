using PinResetPortal.Configuration;
using PinResetPortal.Store.Database;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Scheduling;

internal static class SchedulingRegistration
{
    /// <summary>The engine of the background over the portal's database, the scheduled scan, and the rollouts that are followed.</summary>
    public static IServiceCollection AddPortalScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBackground(store => store.UsePortalDatabase(configuration), SchedulerDatabase.IsShared(configuration));
        services.AddSingleton<IHomeTenants, HomeTenants>();
        services.AddSingleton<IRolloutFollowUp, RolloutFollowUp>();
        services.AddSingleton<ScanScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<ScanScheduler>());
        return services;
    }
}
