using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Entra;
using static PinResetPortal.Emulator.Registrations.CommandLineClient;

namespace PinResetPortal.Emulator.Registrations;

/// <summary>https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code</summary>
public sealed class DeviceCodeTests
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:device_code";
    private const string Morgan = "morgan@fabrikam-msp.example";

    [Fact]
    public async Task DeviceCode_PersonEntersItAndConsents_GivesATokenOnce()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var issued = await IssueAsync(emulator);
        Assert.Equal((900, 5), (issued["expires_in"]!.GetValue<int>(), issued["interval"]!.GetValue<int>()));
        Assert.Equal((70016, "authorization_pending"), await PollAsync(emulator, issued));

        var browser = await EnterAsync(emulator, issued["user_code"]!.GetValue<string>());
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));
        Assert.Contains("Microsoft Graph Command Line Tools", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync(("step", "consent"), ("prompt", "1"), ("decision", "accept"));
        await browser.OpenAsync(browser.Location.PathAndQuery);
        Assert.Equal("You have signed in to Microsoft Graph Command Line Tools", browser.Heading);

        var tokens = await RedeemAsync(emulator, issued);
        Assert.Equal(Morgan, TestEmulator.AccessToken(tokens).GetClaim("upn").Value);
        Assert.Equal((70018, "bad_verification_code"), await PollAsync(emulator, issued));
    }

    [Fact]
    public async Task DeviceCode_PersonRefuses_IsDeclined()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var issued = await IssueAsync(emulator);
        var browser = await EnterAsync(emulator, issued["user_code"]!.GetValue<string>());
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));
        await browser.SubmitAsync(("step", "consent"), ("prompt", "1"), ("decision", "cancel"));
        await browser.OpenAsync(browser.Location.PathAndQuery);

        Assert.Equal("You were not signed in", browser.Heading);
        Assert.Equal("authorization_declined", (await PollAsync(emulator, issued)).Error);
    }

    [Fact]
    public async Task DeviceCode_AfterFifteenMinutes_IsExpired()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var issued = await IssueAsync(emulator);
        emulator.Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal((70019, "expired_token"), await PollAsync(emulator, issued));
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync("/common/oauth2/deviceauth");
        await browser.SubmitAsync(("otc", issued["user_code"]!.GetValue<string>()));
        Assert.Contains("did not work", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeviceCode_OfAConfidentialClient_IsRefused()
    {
        await using var emulator = await TestEmulator.StartAsync();

        Assert.Equal(7000218, CodeOf(await IssueAsync(emulator, TestEmulator.PortalId)));
    }

    private static async Task<JsonObject> IssueAsync(TestEmulator emulator, string clientId = Id)
    {
        using var form = new FormUrlEncodedContent([new("client_id", clientId), new("scope", Scopes)]);
        using var response = await emulator.Client.PostAsync(new Uri("/organizations/oauth2/v2.0/devicecode", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync())!;
    }

    private static async Task<Browser> EnterAsync(TestEmulator emulator, string code)
    {
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync("/common/oauth2/deviceauth");
        Assert.Equal("Enter code", browser.Heading);
        await browser.SubmitAsync(("otc", code));
        await browser.OpenAsync(browser.Location.ToString());
        return browser;
    }

    private static Task<JsonObject> RedeemAsync(TestEmulator emulator, JsonObject issued) =>
        emulator.TokenAsync("organizations", ("grant_type", Grant), ("client_id", Id), ("device_code", issued["device_code"]!.GetValue<string>()));

    private static async Task<(int Code, string Error)> PollAsync(TestEmulator emulator, JsonObject issued)
    {
        var answer = await RedeemAsync(emulator, issued);
        return (CodeOf(answer), answer["error"]?.GetValue<string>() ?? "none");
    }
}
