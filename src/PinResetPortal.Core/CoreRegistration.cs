using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Core;

public static class CoreRegistration
{
    /// <summary>Registers every check and every remediation of this assembly, and the services that use them.</summary>
    public static IServiceCollection AddPinResetCore(this IServiceCollection services)
    {
        foreach (var type in typeof(CoreRegistration).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false }))
        {
            if (type.IsAssignableTo(typeof(ITenantCheck)))
            {
                services.AddSingleton(typeof(ITenantCheck), type);
            }

            if (type.IsAssignableTo(typeof(IRemediation)))
            {
                services.AddSingleton(typeof(IRemediation), type);
            }
        }

        return services;
    }
}
