using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Pages;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

internal static class EntraRegistration
{
    private static readonly string[] _pageMethods = ["GET", "POST"];

    public static IServiceCollection AddEntra(this IServiceCollection services)
    {
        services.AddSingleton<SigningKey>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenReader>();
        services.AddSingleton<AuthorizationCodes>();
        services.AddSingleton<SignInDecision>();
        services.AddSingleton<ClientAssertions>();
        services.AddSingleton<ClientCredentials>();
        services.AddSingleton<DeviceCodes>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<SignInSteps>();
        services.AddSingleton<PinResetConsent>();
        services.AddSingleton<AuthorizeEndpoint>();
        services.AddSingleton<AdminConsentEndpoint>();
        return services;
    }

    public static void MapEntra(this IEndpointRouteBuilder routes)
    {
        routes.MapDiscovery();
        routes.MapToken();
        routes.MapDeviceCode();
        routes.MapUserInfo();
        foreach (var path in new[] { "/{tenant}/oauth2/v2.0/authorize", "/{tenant}/oauth2/authorize" })
        {
            routes.MapMethods(path, _pageMethods, (HttpContext context, string tenant, AuthorizeEndpoint endpoint) => endpoint.HandleAsync(context, tenant));
        }

        foreach (var path in new[] { "/{tenant}/v2.0/adminconsent", "/{tenant}/adminconsent" })
        {
            routes.MapMethods(path, _pageMethods, (HttpContext context, string tenant, AdminConsentEndpoint endpoint) => endpoint.HandleAsync(context, tenant));
        }

        foreach (var path in new[] { "/{tenant}/oauth2/v2.0/logout", "/{tenant}/oauth2/logout" })
        {
            routes.MapMethods(path, _pageMethods, Logout);
        }

        routes.MapGet("/", (HttpContext context, EmulatorOptions options) => SignInPages.Message(
            context, "Emulator of Entra ID and Microsoft Graph", "It answers the portal of the demo, and /_control shows what it was asked.", options.PortalBaseUrl));
        routes.MapGet(Page.StylePath, () => Results.Stream(typeof(Page).Assembly.GetManifestResourceStream("signin.css")!, "text/css; charset=utf-8"));
    }

    /// <summary>Ends the session and leads back, with the state that the application needs to find its way.</summary>
    private static IResult Logout(HttpContext context, EmulatorOptions options, EmulatorState emulator)
    {
        SignInSession.End(context);
        var uri = context.Request.Query["post_logout_redirect_uri"].ToString();
        if (!RedirectUris.AllowsAfterLogout(emulator.Registrations.Own, uri))
        {
            return SignInPages.Message(context, "You signed out of your account", "It's a good idea to close all browser windows.", options.PortalBaseUrl);
        }

        var state = context.Request.Query["state"].ToString();
        return Results.Redirect(state.Length == 0 ? uri : $"{uri}{(uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}state={Uri.EscapeDataString(state)}");
    }
}
