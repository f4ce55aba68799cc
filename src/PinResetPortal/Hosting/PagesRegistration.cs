using Microsoft.Extensions.Options;
using PinResetPortal.Components;
using PinResetPortal.Components.Overview;
using PinResetPortal.Components.Shared;
using PinResetPortal.Configuration;

namespace PinResetPortal.Hosting;

/// <summary>Blazor Server and what the components inject from the host.</summary>
internal static class PagesRegistration
{
    public static IServiceCollection AddPortalPages(this IServiceCollection services, EmulatorSwitch? emulator)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddPortalComponents();
        services.AddOverviewPage();
        services.AddSingleton(provider => new PortalInfo(emulator is not null, emulator?.Url.GetLeftPart(UriPartial.Authority)) { HasCustomers = provider.GetRequiredService<IOptions<PortalOptions>>().Value.Msp });
        return services;
    }
}
