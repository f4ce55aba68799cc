using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Troubleshooting;

internal static class TroubleshootingRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddTroubleshooting(this IServiceCollection services)
    {
        services.AddSingleton<ITroubleshootingService, TroubleshootingService>();
        return services;
    }
}
