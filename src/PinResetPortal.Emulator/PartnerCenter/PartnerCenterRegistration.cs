namespace PinResetPortal.Emulator.PartnerCenter;

internal static class PartnerCenterRegistration
{
    public static IServiceCollection AddPartnerCenter(this IServiceCollection services) => services.AddSingleton<ApplicationConsents>();

    /// <summary>Its paths start with <c>/v1/customers</c>, which neither Graph nor Entra has: no host is needed to tell them apart.</summary>
    public static void MapPartnerCenter(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/customers/{customerId}/applicationconsents", (HttpContext context, string customerId, ApplicationConsents consents) => consents.CreateAsync(context, customerId));
        routes.MapDelete(
            "/v1/customers/{customerId}/applicationconsents/{applicationId}",
            (HttpContext context, string customerId, string applicationId, ApplicationConsents consents) => consents.DeleteAsync(context, customerId, applicationId));
    }
}
