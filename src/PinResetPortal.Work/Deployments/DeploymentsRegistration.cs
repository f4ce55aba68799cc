using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Deployments;

internal static class DeploymentsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddDeployments(this IServiceCollection services)
    {
        services.AddSingleton<DriftService>();
        return services;
    }
}
