using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Monitoring;

internal static class MonitoringRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.AddSingleton<FleetMeter>();
        services.AddSingleton<IRound, FleetRound>();
        services.AddSingleton<IRound, AuditRound>();
        return services;
    }
}
