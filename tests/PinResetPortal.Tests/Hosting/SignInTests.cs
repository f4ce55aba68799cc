using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

public sealed class SignInTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("Reader", PortalPolicies.Reader, true)]
    [InlineData("Reader", PortalPolicies.Operator, false)]
    [InlineData("Operator", PortalPolicies.Operator, true)]
    [InlineData("Operator", PortalPolicies.Admin, false)]
    [InlineData("Admin", PortalPolicies.Admin, true)]
    [InlineData("Nothing", PortalPolicies.Reader, false)]
    [InlineData("Nothing", PortalPolicies.SignedIn, true)]
    public async Task Policy_ForRole_DecidesByTheHighestRole(string role, string policy, bool allowed)
    {
        var authorization = host.Services.GetRequiredService<IAuthorizationService>();

        var result = await authorization.AuthorizeAsync(Person(role, FakeTenantCatalog.Home), policy);

        Assert.Equal(allowed, result.Succeeded);
    }

    [Fact]
    public async Task Policy_TenantNotAllowed_RefusesEvenAnAdmin()
    {
        var authorization = host.Services.GetRequiredService<IAuthorizationService>();

        var result = await authorization.AuthorizeAsync(Person("Admin", FakeTenantCatalog.Stranger), PortalPolicies.Reader);

        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task Session_Ended_IsNoLongerAlive()
    {
        var sessions = host.Services.GetRequiredService<SignInSessions>();
        var person = Person("Reader", FakeTenantCatalog.Home);
        await sessions.BeginAsync((ClaimsIdentity)person.Identity!, TestContext.Current.CancellationToken);
        var before = await sessions.IsAliveAsync(person, TestContext.Current.CancellationToken);

        await sessions.EndAsync(person, TestContext.Current.CancellationToken);

        Assert.True(before);
        Assert.False(await sessions.IsAliveAsync(person, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ChallengeLink_ForeignReturnUrl_ComesBackHome()
    {
        var links = host.Services.GetRequiredService<IChallengeLinks>();

        var link = links.For(new SignInChallenge(FakeTenantCatalog.Customer, ["Application.Read.All"], """{"a":1}"""), "//evil.example");

        var query = QueryHelpers.ParseQuery(link[link.IndexOf('?', StringComparison.Ordinal)..]);
        Assert.StartsWith("/authentication/challenge?", link, StringComparison.Ordinal);
        Assert.Equal("/", query["returnUrl"]);
        Assert.Equal("Application.Read.All", query["scopes"]);
        Assert.Equal("""{"a":1}""", query["claims"]);
    }

    [Fact]
    public void PinResetConsent_RealCloud_IsTheDocumentedPageOfTheTenant()
    {
        var links = host.Services.GetRequiredService<IChallengeLinks>();

        var page = links.PinResetConsent(KnownApps.PinResetClientAppId, FakeTenantCatalog.Customer);

        Assert.Equal($"https://login.windows.net/{FakeTenantCatalog.Customer}/oauth2/authorize", page.GetLeftPart(UriPartial.Path));
    }

    [Fact]
    public void PinResetConsent_Demo_IsThePageOfTheEmulator()
    {
        var emulator = new Uri("http://localhost:5081");

        var page = new SignInHosts(emulator, emulator).PinResetConsent(KnownApps.PinResetClientAppId, FakeTenantCatalog.Customer);

        Assert.Equal($"http://localhost:5081/{FakeTenantCatalog.Customer}/oauth2/authorize", page.GetLeftPart(UriPartial.Path));
    }

    [Fact]
    public void ConsentState_SameTenant_GivesWhoSetOutAndWhereTo() => Assert.Equal(
        (Key, "olga", "/tenants/x"), State().Open(State().Protect(Key, "olga", "/tenants/x", ConsentState.Lifetime), FakeTenantCatalog.Customer));

    [Fact]
    public void ConsentState_AnotherTenantOrText_GivesNothing()
    {
        var state = State().Protect(Key, "olga", "/", ConsentState.Lifetime);

        Assert.Null(State().Open(state, FakeTenantCatalog.Home));
        Assert.Null(State().Open(state[..^2] + "xx", FakeTenantCatalog.Customer));
        Assert.Null(State().Open(null, FakeTenantCatalog.Customer));
    }

    [Fact]
    public async Task Consented_ByTheCustomersAdministrator_ThanksAndNeedsNoAccount()
    {
        using var anybody = host.Caller(null);
        var state = State().Protect(Key, "olga", "/", ConsentState.SentLifetime);

        var answer = await anybody.GetAsync($"/authentication/consented?admin_consent=True&tenant={FakeTenantCatalog.Customer}&state={Uri.EscapeDataString(state)}", TestContext.Current.CancellationToken);
        var page = await anybody.GetAsync(answer.Headers.Location, TestContext.Current.CancellationToken);

        Assert.Equal("/consented?consent=given", answer.Headers.Location?.OriginalString);
        Assert.Contains("Thank you", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consented_RefusedByTheCustomersAdministrator_IsTakenWithoutATenant()
    {
        using var anybody = host.Caller(null);
        var state = State().Protect(Key, "olga", "/", ConsentState.SentLifetime);

        var answer = await anybody.GetAsync(
            $"/authentication/consented?admin_consent=True&error=consent_required&error_description=AADSTS65004&state={Uri.EscapeDataString(state)}", TestContext.Current.CancellationToken);

        Assert.Equal("/consented?consent=refused", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("admin_consent=True")]
    [InlineData("admin_consent=True&tenant=99999999-9999-4999-8999-999999999999")]
    [InlineData("error=consent_required&tenant=99999999-9999-4999-8999-999999999999")]
    [InlineData("error=consent_required&tenant=nonsense")]
    public async Task Consented_WithoutTheTenantThatWasAsked_IsRefused(string query)
    {
        using var anybody = host.Caller(null);
        var state = State().Protect(Key, "olga", "/", ConsentState.SentLifetime);

        var answer = await anybody.GetAsync($"/authentication/consented?{query}&state={Uri.EscapeDataString(state)}", TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Consented_WithoutOurState_IsRefused()
    {
        using var anybody = host.Caller(null);

        var answer = await anybody.GetAsync($"/authentication/consented?admin_consent=True&tenant={FakeTenantCatalog.Customer}&state=forged", TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static TenantKey Key => new(FakeTenantCatalog.Home, FakeTenantCatalog.Customer);

    private ConsentState State() => new(host.Services.GetRequiredService<IDataProtectionProvider>());

    private static ClaimsPrincipal Person(string role, TenantId tenantId) => new(new ClaimsIdentity(
        [new("tid", tenantId.ToString()), new("oid", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"), new("preferred_username", "olga@fabrikam.example"), new("roles", role)],
        "test"));
}
