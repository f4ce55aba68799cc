using System.Security.Claims;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>Makes the <see cref="Actor"/> that Core and the Graph room work for out of a signed-in principal.</summary>
public static class ActorFactory
{
    /// <returns>Null when the principal is not authenticated, or carries no tenant id or object id.</returns>
    public static Actor? From(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true
            || !TenantId.TryParse(principal.GetTenantId(), null, out var home)
            || principal.GetObjectId() is not { Length: > 0 } objectId)
        {
            return null;
        }

        // Entra marks application tokens with idtyp=app (an optional claim); without it, a token that carries no delegated
        // scope and no user name is one (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
        var isApplication = principal.HasClaim("idtyp", "app") || !NamesPerson(principal);
        var applicationId = principal.FindFirstValue("azp") ?? principal.FindFirstValue("appid");
        return isApplication
            ? new Actor(ActorKind.Application, applicationId ?? objectId, $"application {applicationId ?? objectId}", home, RoleOf(principal), principal)
            : new Actor(ActorKind.User, objectId, principal.GetDisplayName() ?? objectId, home, RoleOf(principal), principal);
    }

    public static PortalRole RoleOf(ClaimsPrincipal principal) =>
        Holds(principal, PortalRole.Admin) ? PortalRole.Admin
        : Holds(principal, PortalRole.Operator) ? PortalRole.Operator
        : Holds(principal, PortalRole.Reader) ? PortalRole.Reader
        : PortalRole.None;

    private static bool NamesPerson(ClaimsPrincipal principal) =>
        principal.HasClaim(claim => claim.Type is "scp" or "http://schemas.microsoft.com/identity/claims/scope" or "preferred_username" or "name" or ClaimTypes.Name or ClaimTypes.Upn);

    private static bool Holds(ClaimsPrincipal principal, PortalRole role) =>
        principal.HasClaim(ClaimTypes.Role, role.ToString()) || principal.HasClaim("roles", role.ToString()) || principal.HasClaim("role", role.ToString());
}
