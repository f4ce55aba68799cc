using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Entra;

public sealed class ConditionalAccessTests
{
    private const string Carol = "carol@fabrikam-msp.example";
    private const string Ready = "a0000001-0000-4000-8000-000000000001";

    [Theory]
    [InlineData(TestEmulator.Partner, TestEmulator.WriteScopes)]
    [InlineData(Ready, TestEmulator.ReadScopes)]
    public async Task Refresh_WithoutSecondStep_Is50076WithClaims(string tenant, string scope)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Carol);
        Assert.DoesNotContain("ReadWrite", TestEmulator.AccessToken(tokens).GetPayloadValue<string>("scp"), StringComparison.Ordinal);

        var body = await emulator.TokenAsync(tenant, TestEmulator.RefreshForm(tokens, scope));

        Assert.Equal(400, body["_status"]!.GetValue<int>());
        Assert.Equal("interaction_required", body["error"]!.GetValue<string>());
        Assert.Equal(50076, body["error_codes"]![0]!.GetValue<int>());
        Assert.NotNull(JsonNode.Parse(body["claims"]!.GetValue<string>())!["access_token"]!["capolids"]);
    }

    [Fact]
    public async Task Authorize_WithTheClaims_AsksForTheSecondStepAndThenTokensComeThrough()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var refused = await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(await emulator.SignInAsync(Carol)));
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath(more: ("claims", refused["claims"]!.GetValue<string>())));
        await browser.SubmitAsync(("step", "account"), ("user", Carol));
        Assert.Equal("Approve sign-in request", browser.Heading);

        await browser.SubmitAsync(("step", "second"));
        var tokens = await emulator.TokenAsync("organizations", TestEmulator.CodeForm(browser.Returned["code"]));

        Assert.Equal(200, (await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens)))["_status"]!.GetValue<int>());
        Assert.Equal(200, (await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.RefreshForm(tokens, TestEmulator.WriteScopes)))["_status"]!.GetValue<int>());
    }

    [Fact]
    public async Task Authorize_Blocked_ShowsThePage53003()
    {
        await using var emulator = await TestEmulator.StartAsync();
        await emulator.AddTenantAsync(new JsonObject
        {
            ["displayName"] = "Relecloud",
            ["graph"] = new JsonObject { ["users"] = new JsonArray(new JsonObject { ["userPrincipalName"] = "bo@relecloud.example", ["_conditionalAccess"] = "block" }) },
        });
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath());
        await browser.SubmitAsync(("step", "account"), ("user", "bo@relecloud.example"));
        Assert.Contains("AADSTS53003", browser.Text, StringComparison.Ordinal);
    }
}
