using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>Asks Entra which tenant an id or a domain belongs to. Implemented by the Graph room.</summary>
public interface ITenantResolver
{
    /// <summary>
    /// Reads the tenant's public OpenID configuration, which needs no sign-in
    /// (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc).
    /// </summary>
    /// <param name="idOrDomain">A tenant id or one of the tenant's verified domains.</param>
    /// <returns>The tenant's id and cloud; <see cref="UnreadableKind.TenantNotFound"/> when Entra does not know it.</returns>
    Task<Fact<ResolvedTenant>> ResolveAsync(string idOrDomain, CancellationToken cancellationToken);
}
