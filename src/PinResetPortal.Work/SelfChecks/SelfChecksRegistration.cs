using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.SelfChecks;

internal static class SelfChecksRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddSelfChecks(this IServiceCollection services)
    {
        services.AddSingleton<PortalFactsReader>();
        services.AddSingleton<CredentialMeter>();
        services.AddSingleton<IPortalSelfCheck, PortalSelfCheck>();
        services.AddSingleton<IRound, PortalRound>();
        return services;
    }
}
