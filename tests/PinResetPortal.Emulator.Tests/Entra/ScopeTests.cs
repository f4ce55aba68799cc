using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Entra;

/// <summary>What the scope parameter may say in each leg (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow).</summary>
public sealed class ScopeTests
{
    private const string Morgan = "morgan@fabrikam-msp.example";
    private const string Ready = "a0000001-0000-4000-8000-000000000001";
    private const string TwoResources = "https://graph.microsoft.com/User.Read https://api.partnercenter.microsoft.com/user_impersonation openid offline_access";

    [Fact]
    public async Task Refresh_WithoutScope_AsksForTheSameAgain()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        var again = await emulator.TokenAsync(Ready, [.. TestEmulator.RefreshForm(tokens).Where(field => field.Item1 != "scope")]);

        Assert.Equal("https://graph.microsoft.com", TestEmulator.AccessToken(again).Audiences.Single());
        Assert.NotNull(again["refresh_token"]);
        Assert.NotNull(again["id_token"]);
    }

    [Theory]
    [InlineData("User.Read offline_access", "User.Read")]
    [InlineData("https://graph.microsoft.com/User.Read offline_access", "https://graph.microsoft.com/User.Read")]
    [InlineData("https://graph.microsoft.com/.default offline_access", "https://graph.microsoft.com/.default")]
    [InlineData("https://graph.microsoft.com/.default offline_access", "https://graph.microsoft.com/Directory.Read.All")]
    public async Task Answer_NamesScopesAsTheyWereAskedFor(string asked, string expected)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        var answer = await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens, asked));
        var again = await emulator.TokenAsync(Ready, [.. TestEmulator.RefreshForm(answer).Where(field => field.Item1 != "scope")]);

        Assert.Contains(expected, answer["scope"]!.GetValue<string>().Split(' '));
        Assert.Equal(answer["scope"]!.GetValue<string>(), again["scope"]!.GetValue<string>());
    }

    [Fact]
    public async Task Refresh_OverTwoResources_IsAnsweredForTheFirst()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        var answer = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.RefreshForm(tokens, TwoResources));

        Assert.Equal("https://graph.microsoft.com", TestEmulator.AccessToken(answer).Audiences.Single());
    }

    [Fact]
    public async Task Code_OverTwoResources_ConsentsToBothAndRedeemsOne()
    {
        await using var emulator = await TestEmulator.StartAsync();
        emulator.Tenant(TestEmulator.Partner).Write(all => all["oauth2PermissionGrants"].RemoveAll(grant => grant["resourceId"]!.GetValue<string>() == IdOf(emulator, "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd")));
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(scope: TwoResources));
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));
        Assert.Contains("user_impersonation", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync(("step", "consent"), ("decision", "accept"));
        var code = browser.Returned["code"];

        var refused = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.CodeForm("unknown", TwoResources));
        var tokens = await emulator.TokenAsync(TestEmulator.Partner, [.. TestEmulator.CodeForm(code).Where(field => field.Item1 != "scope")]);
        var partnerCenter = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.RefreshForm(tokens, "https://api.partnercenter.microsoft.com/user_impersonation"));

        Assert.NotNull(refused["error"]);
        Assert.Equal("https://graph.microsoft.com", TestEmulator.AccessToken(tokens).Audiences.Single());
        Assert.Equal("https://api.partnercenter.microsoft.com", TestEmulator.AccessToken(partnerCenter).Audiences.Single());
    }

    [Fact]
    public async Task Code_RedeemedOverTwoResources_Is28000()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath());
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));

        AssertCode(28000, await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.CodeForm(browser.Returned["code"], TwoResources)));
    }

    [Fact]
    public async Task DefaultAndNamedScope_OfOneResource_Is70011()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        AssertCode(70011, await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens, "https://graph.microsoft.com/.default https://graph.microsoft.com/User.Read")));
    }

    /// <summary>https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse: the subject is that of the ID token.</summary>
    [Fact]
    public async Task UserInfo_TellsWhoTheTokenIsOf()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        var answer = await emulator.GraphAsync(HttpMethod.Get, "/oidc/userinfo", tokens["access_token"]!.GetValue<string>());

        Assert.Equal(200, (int)answer.StatusCode);
        var info = (await answer.Content.ReadFromJsonAsync())!;
        Assert.Equal(("Morgan Engineer", Morgan), (info["name"]!.GetValue<string>(), info["email"]!.GetValue<string>()));
        Assert.Equal(TestEmulator.AccessToken(tokens).Subject, info["sub"]!.GetValue<string>());
        Assert.Equal(new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(tokens["id_token"]!.GetValue<string>()).Subject, info["sub"]!.GetValue<string>());
        Assert.Equal(403, (int)(await emulator.GraphAsync(HttpMethod.Get, "/oidc/userinfo", await emulator.AppTokenAsync(TestEmulator.Partner))).StatusCode);
        Assert.Equal(401, (int)(await emulator.GraphAsync(HttpMethod.Get, "/oidc/userinfo", null)).StatusCode);
    }

    private static string IdOf(TestEmulator emulator, string appId) =>
        emulator.Objects(TestEmulator.Partner, "servicePrincipals").Single(sp => sp["appId"]!.GetValue<string>() == appId)["id"]!.GetValue<string>();

    private static void AssertCode(int code, JsonObject body) => Assert.Equal(code, body["error_codes"]![0]!.GetValue<int>());
}
