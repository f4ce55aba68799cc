using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Tenants;

internal static class TenantsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        services.AddSingleton<ITenantCatalog, TenantCatalog>();
        services.AddSingleton<ITenantRegister, TenantRegister>();
        return services;
    }
}
