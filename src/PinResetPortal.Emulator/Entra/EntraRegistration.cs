namespace PinResetPortal.Emulator.Entra;

internal static class EntraRegistration
{
    public static IServiceCollection AddEntra(this IServiceCollection services)
    {
        services.AddSingleton<SigningKey>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenReader>();
        services.AddSingleton<AuthorizationCodes>();
        services.AddSingleton<SignInDecision>();
        services.AddSingleton<TokenEndpoint>();
        return services;
    }

    public static void MapEntra(this IEndpointRouteBuilder routes)
    {
        routes.MapDiscovery();
        routes.MapToken();
    }
}
