using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>The hosts a person's browser visits to sign in and to consent: Microsoft's, or in the Demo the Emulator's.</summary>
/// <param name="Authority">Host of sign-in, sign-out and admin consent.</param>
/// <param name="ConsentPages">Host of the documented consent pages of the two PIN reset applications; null: as documented.</param>
internal sealed record SignInHosts(Uri Authority, Uri? ConsentPages = null)
{
    public Uri PinResetConsent(string appId, TenantId tenantId)
    {
        var documented = KnownApps.ConsentPage(appId, tenantId);
        return ConsentPages is null ? documented : new Uri(ConsentPages, documented.PathAndQuery);
    }

    /// <summary>https://learn.microsoft.com/entra/identity-platform/v2-admin-consent</summary>
    public string AdminConsent(TenantId tenantId, string clientId, string redirectUri, string state) =>
        new Uri(Authority, $"/{tenantId}/v2.0/adminconsent") + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["client_id"] = clientId,
                ["scope"] = "https://graph.microsoft.com/.default",
                ["redirect_uri"] = redirectUri,
                ["state"] = state,
            }).ToUriComponent();
}
