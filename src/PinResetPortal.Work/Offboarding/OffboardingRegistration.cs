using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Offboarding;

internal static class OffboardingRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddOffboarding(this IServiceCollection services)
    {
        services.AddSingleton<IOffboardingService, OffboardingService>();
        return services;
    }
}
