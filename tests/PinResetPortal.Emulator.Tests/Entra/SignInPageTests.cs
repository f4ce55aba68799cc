using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra;

public sealed class SignInPageTests
{
    private const string Ready = "a0000001-0000-4000-8000-000000000001";
    private const string NotConsented = "a0000018-0000-4000-8000-000000000018";

    [Theory]
    [InlineData("https://evil.example/signin-oidc")]
    [InlineData("http://localhost:5080/elsewhere")]
    public async Task Authorize_ForeignRedirectUri_IsRefusedOnThePage(string redirectUri)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();

        await browser.OpenAsync(TestEmulator.AuthorizePath(more: ("redirect_uri", redirectUri)));

        Assert.Null(browser.Last.Headers.Location);
        Assert.Contains("AADSTS50011", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:6123/signin-oidc")]
    [InlineData("http://127.0.0.1:6123/signin-oidc")]
    public async Task Authorize_LoopbackOnAnotherPort_IsAccepted(string redirectUri)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(more: ("redirect_uri", redirectUri)));
        await browser.SubmitAsync(("step", "account"), ("user", "morgan@fabrikam-msp.example"));
        Assert.StartsWith(redirectUri, browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_UnknownTenant_Is90002()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(Guid.NewGuid().ToString()));
        Assert.Contains("AADSTS90002", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_UnknownName_SaysSoAndAsksAgain()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath());

        await browser.SubmitAsync(("step", "account"), ("user", "<script>@nowhere.example"));

        Assert.Equal("Pick an account", browser.Heading);
        Assert.Contains("AADSTS50034", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>@", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_FormOfAnotherSite_IsRefused()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(TestEmulator.AuthorizePath(), UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("step", "account"), KeyValuePair.Create("user", "morgan@fabrikam-msp.example")]),
        };
        request.Headers.Add("Origin", "https://evil.example");

        await browser.SendAsync(request);

        Assert.Equal(400, (int)browser.Last.StatusCode);
    }

    [Fact]
    public async Task Authorize_AtCustomerWithoutThePortal_Is90099ForThePartnersPeople()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(NotConsented));
        await browser.SubmitAsync(("step", "account"), ("user", "morgan@fabrikam-msp.example"));
        Assert.Contains("AADSTS90099", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_AtForeignTenant_Is50020()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(Ready));
        await browser.SubmitAsync(("step", "account"), ("user", "tara@northwind.example"));
        Assert.Contains("AADSTS50020", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Sign in with another account", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_NonAdminAndHighScope_NeedsAdminApproval()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(scope: "https://graph.microsoft.com/Directory.ReadWrite.All openid"));

        await browser.SubmitAsync(("step", "account"), ("user", "nico@fabrikam-msp.example"));
        Assert.Equal("Need admin approval", browser.Heading);
        Assert.Contains("AADSTS90094", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(("step", "consent"), ("decision", "accept"));
        Assert.Equal("Need admin approval", browser.Heading);

        await browser.SubmitAsync(("step", "consent"), ("decision", "return"));
        Assert.Equal("access_denied", browser.Returned["error"]);
        Assert.StartsWith("AADSTS90094", browser.Returned["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_UserScopeInTenantWithoutThePortal_UserMayGiveItForHimself()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tenant = await emulator.AddTenantAsync(new JsonObject { ["displayName"] = "Lamna", ["portalConsent"] = "none", ["graph"] = new JsonObject { ["users"] = new JsonArray(new JsonObject { ["userPrincipalName"] = "uma@lamna.example", ["displayName"] = "Uma User" }) } });
        var browser = emulator.OpenBrowser();
        const string scope = "https://graph.microsoft.com/User.Read openid";
        await browser.OpenAsync(TestEmulator.AuthorizePath(scope: scope));
        await browser.SubmitAsync(("step", "account"), ("user", "uma@lamna.example"));
        Assert.Equal("Permissions requested", browser.Heading);
        Assert.DoesNotContain("on behalf of your organization", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(("step", "consent"), ("decision", "accept"), ("organization", "true"));
        var tokens = await emulator.TokenAsync(tenant, TestEmulator.CodeForm(browser.Returned["code"], scope));

        Assert.Equal("User.Read", TestEmulator.AccessToken(tokens).GetPayloadValue<string>("scp").Split(' ').Single(s => s.Contains('.', StringComparison.Ordinal)));
        Assert.Equal("Principal", emulator.Objects(tenant, "oauth2PermissionGrants").Single()["consentType"]!.GetValue<string>());
    }

    [Fact]
    public async Task Consent_Cancelled_Sends65004()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(scope: "https://graph.microsoft.com/Directory.ReadWrite.All openid"));
        await browser.SubmitAsync(("step", "account"), ("user", "morgan@fabrikam-msp.example"));
        Assert.Contains("on behalf of your organization", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(("step", "consent"), ("decision", "cancel"));

        Assert.Equal("access_denied", browser.Returned["error"]);
        Assert.StartsWith("AADSTS65004", browser.Returned["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_AcceptedForTheOrganization_IsAGrantForEverybody()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        const string scope = "https://graph.microsoft.com/Directory.ReadWrite.All openid";
        await browser.OpenAsync(TestEmulator.AuthorizePath(scope: scope));
        await browser.SubmitAsync(("step", "account"), ("user", "morgan@fabrikam-msp.example"));

        await browser.SubmitAsync(("step", "consent"), ("decision", "accept"), ("organization", "true"));

        Assert.Equal(200, (await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.CodeForm(browser.Returned["code"], scope)))["_status"]!.GetValue<int>());
        Assert.Contains(emulator.Objects(TestEmulator.Partner, "oauth2PermissionGrants"), grant => grant.Is("consentType", "AllPrincipals") && grant["scope"]!.GetValue<string>().Contains("Directory.ReadWrite.All", StringComparison.Ordinal));
        Assert.Equal(200, (await emulator.SignInAsync("harper@fabrikam-msp.example", scope))["_status"]!.GetValue<int>());
    }
}
