using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>Addresses that a person's browser must visit before a token can be had, or to give consent by hand.</summary>
public interface IChallengeLinks
{
    /// <summary>Signs the person in again for the tenant, scopes and claims of the challenge, and comes back.</summary>
    /// <param name="returnUrl">A local address, for example <c>/tenants/{id}?fix=all</c>.</param>
    string For(SignInChallenge challenge, string returnUrl);

    /// <summary>
    /// Asks an administrator of the tenant to consent to the portal itself, and comes back
    /// (https://learn.microsoft.com/entra/identity-platform/v2-admin-consent).
    /// </summary>
    /// <param name="returnUrl">A local address.</param>
    string AdminConsent(TenantId tenantId, string returnUrl);

    /// <summary>
    /// The same consent page as an address to send to an administrator of the tenant, who needs no account in the portal. It comes back to a
    /// page that thanks; good for a week.
    /// </summary>
    /// <param name="key">The tenant, and the home tenant that asks it.</param>
    /// <param name="actorId">Who sends it.</param>
    /// <param name="opened">The address under which the sender opened the portal; counts where <c>Portal:PublicUrl</c> is not set.</param>
    string AdminConsentToSend(TenantKey key, string actorId, Uri opened);

    /// <summary>The documented consent page of one of the two PIN reset applications, for exactly this tenant. It never comes back to the portal.</summary>
    /// <param name="appId">One of the two ids of <see cref="PinResetPortal.Core.Field.KnownApps"/>.</param>
    Uri PinResetConsent(string appId, TenantId tenantId);
}
