using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Devices;

internal static class DevicesRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<DeviceSyncService>();
        return services;
    }
}
