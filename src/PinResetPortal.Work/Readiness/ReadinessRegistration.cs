using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Readiness;

internal static class ReadinessRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<ReadinessService>();
        services.AddSingleton<IReadinessService>(provider => provider.GetRequiredService<ReadinessService>());
        return services;
    }
}
