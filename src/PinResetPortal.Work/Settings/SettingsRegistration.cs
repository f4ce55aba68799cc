using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Settings;

internal static class SettingsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddSingleton<PortalSettings>();
        return services;
    }
}
