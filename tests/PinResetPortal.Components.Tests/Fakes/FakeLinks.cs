using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Fakes;

public sealed class FakeLinks : IChallengeLinks
{
    public string For(SignInChallenge challenge, string returnUrl) =>
        $"/challenge?tenant={challenge.TenantId}&scopes={string.Join('+', challenge.Scopes)}&returnUrl={Uri.EscapeDataString(returnUrl)}";

    public string AdminConsent(TenantId tenantId, string returnUrl) => $"/admin-consent?tenant={tenantId}&returnUrl={Uri.EscapeDataString(returnUrl)}";

    public string AdminConsentToSend(TenantKey key, string actorId, Uri opened) => $"https://login.example/{key.Tenant}/v2.0/adminconsent";

    public Uri PinResetConsent(string appId, TenantId tenantId) => KnownApps.ConsentPage(appId, tenantId);
}
