using MudBlazor;
using MudBlazor.Services;
using PinResetPortal.Components.Shared;

namespace PinResetPortal.Components;

public static class ComponentsRegistration
{
    /// <summary>Registers what pages and components inject, apart from Core's services, <c>PortalInfo</c> and <c>IChallengeLinks</c>.</summary>
    public static IServiceCollection AddPortalComponents(this IServiceCollection services)
    {
        services.AddMudServices(options => options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddScoped<BrowserBridge>();
        services.AddScoped<ViewerClock>();
        services.AddScoped<TenantNews>();
        return services;
    }
}
