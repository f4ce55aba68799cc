namespace PinResetPortal.Components.Overview;

public static class OverviewRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddOverviewPage(this IServiceCollection services)
    {
        services.AddScoped<NamedTenants>();
        services.AddSingleton<FirstDemoCheck>();
        return services;
    }
}
