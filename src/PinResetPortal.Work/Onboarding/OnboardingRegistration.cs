using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Onboarding;

internal static class OnboardingRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddOnboarding(this IServiceCollection services)
    {
        services.AddSingleton<IOnboardingService, OnboardingService>();
        return services;
    }
}
