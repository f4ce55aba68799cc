#if EMULATOR
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
#endif
using PinResetPortal.Configuration;

namespace PinResetPortal.Demo;

/// <summary>Everything the host does differently while the Emulator stands in; without the Emulator in the build there is nothing here.</summary>
internal static class DemoRegistration
{
    public static void AddDemoConfiguration(this WebApplicationBuilder builder, EmulatorSwitch? emulator)
    {
#if EMULATOR
        if (emulator is not null && builder.Environment.IsEnvironment(PortalEnvironments.Demo))
        {
            DemoConfiguration.AddTo(builder);
        }
#endif
    }

    public static void AddEmulator(this WebApplicationBuilder builder, EmulatorSwitch? emulator)
    {
#if EMULATOR
        if (emulator is null)
        {
            return;
        }

        const string issuerMetadata = "issuer-metadata";
        var services = builder.Services;
        services.AddSingleton(new SignIn.SignInHosts(emulator.Url, emulator.Url));
        services.AddTransient(_ => new RoutingHandler(emulator.Url));
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<RoutingHandler>());
        services.AddHttpClient(issuerMetadata);
        services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = issuerMetadata);
        services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            options.BackchannelHttpHandler = new RoutingHandler(emulator.Url) { InnerHandler = new SocketsHttpHandler() };

            // Plain http on loopback: browsers keep SameSite=None cookies only over https.
            options.NonceCookie.SameSite = options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
            options.BackchannelHttpHandler = new RoutingHandler(emulator.Url) { InnerHandler = new SocketsHttpHandler() });
        if (emulator.InProcess)
        {
            services.AddHostedService(provider => new EmulatorHost(emulator.Url, builder.Configuration));
        }
#endif
    }

    /// <summary>Tells whoever started the demo where to go.</summary>
    public static void AnnounceDemo(this WebApplication app, EmulatorSwitch? emulator)
    {
        if (emulator is null)
        {
            return;
        }

        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"""

              Demo: nothing here is a real tenant.
              Open      {app.Urls.FirstOrDefault()}
              Emulator  {emulator.Url.GetLeftPart(UriPartial.Authority)}

            """));
    }
}
