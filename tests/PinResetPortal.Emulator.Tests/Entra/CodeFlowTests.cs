using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PinResetPortal.Emulator.Entra;

public sealed class CodeFlowTests
{
    private const string Morgan = "morgan@fabrikam-msp.example";
    private const string ApiScope = "api://pinresetportal/access_as_user openid offline_access";
    private const string Customer = "a0000001-0000-4000-8000-000000000001";

    [Fact]
    public async Task Authorize_NobodySignedIn_ListsTheDemoPeopleAndTakesAnotherName()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();

        await browser.OpenAsync(TestEmulator.AuthorizePath());

        Assert.Equal("Pick an account", browser.Heading);
        Assert.Contains("Morgan Engineer", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Nico Norole", browser.Text, StringComparison.Ordinal);
        Assert.Contains("<input type=\"text\" id=\"user\"", browser.Text, StringComparison.Ordinal);
        Assert.Contains("nothing here is real", browser.Text, StringComparison.Ordinal);
        var policy = browser.Last.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' http://localhost:5080", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeFlow_WithPkce_GivesSignedTokensWithTheDocumentedClaims()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath());
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));
        Assert.StartsWith(TestEmulator.Redirect, browser.Location.ToString(), StringComparison.Ordinal);
        Assert.Equal("s 1&2", browser.Returned["state"]);

        var tokens = await emulator.TokenAsync("organizations", TestEmulator.CodeForm(browser.Returned["code"]));

        var id = new JsonWebToken(tokens["id_token"]!.GetValue<string>());
        Assert.Equal($"https://login.microsoftonline.com/{TestEmulator.Partner}/v2.0", id.Issuer);
        Assert.Equal(TestEmulator.PortalId, id.Audiences.Single());
        Assert.Equal("n-1", id.GetPayloadValue<string>("nonce"));
        Assert.Equal(Morgan, id.GetPayloadValue<string>("preferred_username"));
        Assert.Equal("Admin", id.GetPayloadValue<string[]>("roles").Single());
        var access = TestEmulator.AccessToken(tokens);
        Assert.Equal($"https://sts.windows.net/{TestEmulator.Partner}/", access.Issuer);
        Assert.Equal("https://graph.microsoft.com", access.Audiences.Single());
        Assert.Equal(TestEmulator.PortalId, access.GetPayloadValue<string>("appid"));
        Assert.Contains("Directory.Read.All", access.GetPayloadValue<string>("scp").Split(' '));
        Assert.Contains("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", access.GetPayloadValue<string[]>("wids"));
        Assert.Equal(emulator.Time.GetUtcNow().UtcDateTime.AddSeconds(3599), access.ValidTo);
        Assert.Equal(tokens["client_info"]!.GetValue<string>(), browser.Returned["client_info"]);
        Assert.True(await IsSignedByAsync(emulator, access));
    }

    [Fact]
    public async Task Authorize_SecondTime_NeedsNoPageThanksToTheSession()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath());
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));

        await browser.OpenAsync(TestEmulator.AuthorizePath());
        Assert.NotEmpty(browser.Returned["code"]);

        await browser.OpenAsync(TestEmulator.AuthorizePath(more: ("prompt", "select_account")));
        Assert.Equal("Pick an account", browser.Heading);
    }

    [Theory]
    [InlineData("form_post")]
    [InlineData("fragment")]
    public async Task Authorize_OtherResponseModes_ReturnTheSameParameters(string mode)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(more: ("response_mode", mode)));
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));

        Assert.Equal("s 1&2", browser.Returned["state"]);
        var tokens = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.CodeForm(browser.Returned["code"]));
        Assert.Equal(200, tokens["_status"]!.GetValue<int>());
    }

    [Fact]
    public async Task Authorize_PromptNoneWithoutSession_SendsLoginRequired()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();

        await browser.OpenAsync(TestEmulator.AuthorizePath(more: ("prompt", "none")));

        Assert.Equal("login_required", browser.Returned["error"]);
        Assert.StartsWith("AADSTS50058", browser.Returned["error_description"], StringComparison.Ordinal);
        Assert.Equal("s 1&2", browser.Returned["state"]);
    }

    [Fact]
    public async Task Refresh_AtACustomersAuthority_GivesATokenForThatTenantWithTheGdapRoles()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        var customer = await emulator.TokenAsync("a0000001-0000-4000-8000-000000000001", TestEmulator.RefreshForm(tokens));

        var access = TestEmulator.AccessToken(customer);
        Assert.Equal("a0000001-0000-4000-8000-000000000001", access.GetPayloadValue<string>("tid"));
        Assert.Equal($"https://sts.windows.net/{TestEmulator.Partner}/", access.GetPayloadValue<string>("idp"));
        Assert.Contains("3a2c62db-5318-420d-8d74-23affee5d9d5", access.GetPayloadValue<string[]>("wids"));
        Assert.Equal(tokens["client_info"]!.GetValue<string>(), customer["client_info"]!.GetValue<string>());
    }

    [Fact]
    public async Task Refresh_HelpdeskPerson_GetsOnlyTheRolesOfItsGroup()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync("harper@fabrikam-msp.example");

        var access = TestEmulator.AccessToken(await emulator.TokenAsync("a0000001-0000-4000-8000-000000000001", TestEmulator.RefreshForm(tokens)));

        var roles = access.GetPayloadValue<string[]>("wids");
        Assert.Contains("f2ef992c-3afb-46b9-b7cf-a126ee74c451", roles);
        Assert.DoesNotContain("3a2c62db-5318-420d-8d74-23affee5d9d5", roles);
    }

    [Fact]
    public async Task OnBehalfOf_TokenOfThePortalsApi_GivesAGraphToken()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var api = await emulator.SignInAsync("olive@fabrikam-msp.example", ApiScope);
        var apiToken = TestEmulator.AccessToken(api);
        Assert.Equal(TestEmulator.PortalId, apiToken.Audiences.Single());
        Assert.Equal("Operator", apiToken.GetPayloadValue<string[]>("roles").Single());

        var graph = await emulator.TokenAsync(TestEmulator.Partner, OnBehalfOf(api["access_token"]!.GetValue<string>()));

        Assert.Equal("https://graph.microsoft.com", TestEmulator.AccessToken(graph).Audiences.Single());
        Assert.Equal(apiToken.GetPayloadValue<string>("oid"), TestEmulator.AccessToken(graph).GetPayloadValue<string>("oid"));
    }

    [Fact]
    public async Task OnBehalfOf_GraphTokenAsAssertion_IsRefused()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        var answer = await emulator.TokenAsync(TestEmulator.Partner, OnBehalfOf(tokens["access_token"]!.GetValue<string>()));

        Assert.Equal(50013, answer["error_codes"]![0]!.GetValue<int>());
    }

    [Fact]
    public async Task OnBehalfOf_RefreshToken_ComesWhenAskedForAndOpensACustomer()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var assertion = (await emulator.SignInAsync("olive@fabrikam-msp.example", ApiScope))["access_token"]!.GetValue<string>();

        var without = await emulator.TokenAsync(TestEmulator.Partner, OnBehalfOf(assertion));
        var with = await emulator.TokenAsync(TestEmulator.Partner, OnBehalfOf(assertion, " offline_access"));
        var customer = await emulator.TokenAsync(Customer, TestEmulator.RefreshForm(with, "https://graph.microsoft.com/.default offline_access"));

        Assert.Null(without["refresh_token"]);
        Assert.Equal(Customer, TestEmulator.AccessToken(customer).GetPayloadValue<string>("tid"));
        Assert.NotNull(customer["refresh_token"]);
    }

    [Fact]
    public async Task OnBehalfOf_InAnotherTenantThanTheAssertions_IsRefused()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var assertion = (await emulator.SignInAsync("olive@fabrikam-msp.example", ApiScope))["access_token"]!.GetValue<string>();

        var elsewhere = await emulator.TokenAsync(Customer, OnBehalfOf(assertion));
        var shared = await emulator.TokenAsync("organizations", OnBehalfOf(assertion));

        Assert.Equal((400, 50013), (elsewhere["_status"]!.GetValue<int>(), elsewhere["error_codes"]![0]!.GetValue<int>()));
        Assert.Equal(TestEmulator.Partner, TestEmulator.AccessToken(shared).GetPayloadValue<string>("tid"));
    }

    [Fact]
    public async Task OnBehalfOf_IdTokenOrTokenThatHasEnded_IsRefused()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync("olive@fabrikam-msp.example", ApiScope);

        var byIdToken = await emulator.TokenAsync(TestEmulator.Partner, OnBehalfOf(tokens["id_token"]!.GetValue<string>()));
        emulator.Time.Advance(TimeSpan.FromHours(2));
        var late = await emulator.TokenAsync(TestEmulator.Partner, OnBehalfOf(tokens["access_token"]!.GetValue<string>()));

        Assert.Equal(("invalid_grant", 240002), (byIdToken["error"]!.GetValue<string>(), byIdToken["error_codes"]![0]!.GetValue<int>()));
        Assert.Equal(("invalid_grant", 500133), (late["error"]!.GetValue<string>(), late["error_codes"]![0]!.GetValue<int>()));
    }

    [Fact]
    public async Task Graph_IdToken_IsRefused()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync("olive@fabrikam-msp.example", ApiScope);

        using var answer = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/me", tokens["id_token"]!.GetValue<string>());

        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task ClientCredentials_AutomationClient_GetsItsPortalRole()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var tokens = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm("22222222-2222-4222-8222-222222222222", "demo-automation-secret", "api://pinresetportal/.default"));

        var token = TestEmulator.AccessToken(tokens);
        Assert.Equal("Operator", token.GetPayloadValue<string[]>("roles").Single());
        Assert.Equal("app", token.GetPayloadValue<string>("idtyp"));
        Assert.Equal("22222222-2222-4222-8222-222222222222", token.GetPayloadValue<string>("azp"));
        Assert.Equal("2.0", token.GetPayloadValue<string>("ver"));
    }

    [Fact]
    public async Task ClientCredentials_TenantWithReadConsent_GivesATokenWithoutRoles()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var all = TestEmulator.AccessToken(await emulator.TokenAsync("a0000001-0000-4000-8000-000000000001", TestEmulator.AppForm()));
        var read = TestEmulator.AccessToken(await emulator.TokenAsync("a0000017-0000-4000-8000-000000000017", TestEmulator.AppForm()));

        Assert.Contains("Application.ReadWrite.All", all.GetPayloadValue<string[]>("roles"));
        Assert.False(read.TryGetPayloadValue<string[]>("roles", out _));
    }

    [Fact]
    public async Task Logout_GivesTheStateBackAndEndsTheSession()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath());
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));

        await browser.OpenAsync("/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5080%2Fsignout-callback-oidc&state=abc%2B1");
        Assert.Equal("http://localhost:5080/signout-callback-oidc?state=abc%2B1", browser.Location.ToString());

        await browser.OpenAsync(TestEmulator.AuthorizePath());
        Assert.Equal("Pick an account", browser.Heading);
    }

    [Fact]
    public async Task Logout_ForeignAddress_StaysHere()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();

        await browser.OpenAsync("/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=https%3A%2F%2Felsewhere.example%2F");

        Assert.Equal("You signed out of your account", browser.Heading);
    }

    private static (string, string)[] OnBehalfOf(string assertion, string alongside = "") =>
    [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("client_id", TestEmulator.PortalId), ("client_secret", TestEmulator.PortalSecret),
        ("assertion", assertion), ("scope", "https://graph.microsoft.com/.default" + alongside), ("requested_token_use", "on_behalf_of"),
    ];

    private static async Task<bool> IsSignedByAsync(TestEmulator emulator, JsonWebToken token)
    {
        var keys = new JsonWebKeySet(await emulator.Client.GetStringAsync(new Uri("/common/discovery/v2.0/keys", UriKind.Relative), TestContext.Current.CancellationToken));
        var key = keys.Keys.Single(k => k.Kid == token.Kid);
        using var rsa = RSA.Create(new RSAParameters { Modulus = WebEncoders.Base64UrlDecode(key.N), Exponent = WebEncoders.Base64UrlDecode(key.E) });
        var text = token.EncodedToken;
        return rsa.VerifyData(
            System.Text.Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]),
            WebEncoders.Base64UrlDecode(token.EncodedSignature),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
    }
}
