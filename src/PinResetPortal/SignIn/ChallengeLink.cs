using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>Builds the portal's own addresses that lead a browser through consent or another sign-in and back.</summary>
internal sealed class ChallengeLink(SignInHosts hosts, ConsentState state, IConfiguration configuration, IOptions<PortalOptions> options) : IChallengeLinks
{
    public string For(SignInChallenge challenge, string returnUrl) => AuthenticationEndpoints.ChallengePath + QueryString.Create(
        new Dictionary<string, string?>
        {
            ["tenant"] = challenge.TenantId.ToString(),
            ["scopes"] = string.Join(' ', challenge.Scopes),
            ["claims"] = challenge.Claims,
            ["returnUrl"] = LocalUrl.From(returnUrl),
        }.Where(part => !string.IsNullOrEmpty(part.Value))).ToUriComponent();

    public string AdminConsent(TenantId tenantId, string returnUrl) => AuthenticationEndpoints.AdminConsentPath + QueryString.Create(
        new Dictionary<string, string?>
        {
            ["tenant"] = tenantId.ToString(),
            ["returnUrl"] = LocalUrl.From(returnUrl),
        }).ToUriComponent();

    public string AdminConsentToSend(TenantKey key, string actorId, Uri opened) => hosts.AdminConsent(
        key.Tenant,
        configuration["AzureAd:ClientId"] ?? "",
        new Uri(options.Value.PublicUrl ?? opened, AuthenticationEndpoints.ConsentedPath).AbsoluteUri,
        state.Protect(key, actorId, LocalUrl.Home, ConsentState.SentLifetime));

    public Uri PinResetConsent(string appId, TenantId tenantId) => hosts.PinResetConsent(appId, tenantId);
}
