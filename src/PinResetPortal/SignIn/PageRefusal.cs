using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>
/// Somebody who may see other pages is told inside of the portal's frame which role this one needs: the router refuses the page once more
/// and shows that. All others go the usual way, to sign-in or to the page for people without a role.
/// </summary>
internal sealed class PageRefusal(HomeTenantGate gate) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden || !IsPage(context) || !IsAdmitted(context))
        {
            return _usual.HandleAsync(next, context, policy, authorizeResult);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return next(context);
    }

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private bool IsAdmitted(HttpContext context) => gate.Admits(context.User) && ActorFactory.From(context.User)?.May(PortalRole.Reader) == true;
}
