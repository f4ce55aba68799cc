using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra;

public sealed class ConsentUrlTests
{
    private const string Empty = "a0000002-0000-4000-8000-000000000002";
    private const string NotConsented = "a0000018-0000-4000-8000-000000000018";
    private const string ServiceId = "b8456c59-1230-44c7-a4a2-99b085333e84";
    private const string ClientId = "9115dd05-fad5-4f9c-acc7-305d08b1b04e";
    private const string Tara = "tara@northwind.example";

    private const string ServiceQuery = "/oauth2/authorize?response_type=code&client_id=" + ServiceId
        + "&resource=https%3A%2F%2Fgraph.windows.net&redirect_uri=https%3A%2F%2Fcred.microsoft.com&state=e9191523-6c2f-4f1d-a4f9-c36f26f89df0&prompt=admin_consent";

    private const string ClientQuery = "/oauth2/authorize?response_type=code&client_id=" + ClientId
        + "&resource=https%3A%2F%2Fcred.microsoft.com%2F&redirect_uri=ms-appx-web%3A%2F%2FMicrosoft.AAD.BrokerPlugin%2F" + ClientId + "&state=6765f8c5-f4a7-4029-b667-46a6776ad611&prompt=admin_consent";

    [Theory]
    [InlineData("/common", Tara)]
    [InlineData("/" + Empty, "morgan@fabrikam-msp.example")]
    public async Task ServiceConsent_Accepted_CreatesTheServicePrincipalAndEndsOnADeadPage(string authority, string admin)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(authority + ServiceQuery);
        await browser.SubmitAsync(("step", "account"), ("user", admin));
        Assert.Contains("Microsoft Pin Reset Service Production", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ServiceId, AppIds(emulator));

        await browser.SubmitAsync(("step", "consent"), ("prompt", "1"), ("decision", "accept"));

        Assert.Equal("You do not have permission to view this directory or page.", browser.Heading);
        Assert.Contains(ServiceId, AppIds(emulator));
        Assert.DoesNotContain(ClientId, AppIds(emulator));
    }

    [Fact]
    public async Task ClientConsent_PromptsTwice_CreatesBothAndEndsOnABlankPage()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync("/common" + ClientQuery);
        await browser.SubmitAsync(("step", "account"), ("user", Tara));
        Assert.Contains("Microsoft Pin Reset Client Production", browser.Text, StringComparison.Ordinal);
        Assert.Contains(">Next<", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(("step", "consent"), ("prompt", browser.Returned["prompt"]), ("decision", "accept"));
        Assert.Contains("Microsoft Pin Reset Service Production", browser.Text, StringComparison.Ordinal);
        Assert.Contains(">Accept<", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ClientId, AppIds(emulator));

        await browser.SubmitAsync(("step", "consent"), ("prompt", browser.Returned["prompt"]), ("decision", "accept"));
        Assert.Contains("<body></body>", browser.Text, StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { ServiceId, ClientId }, AppIds(emulator).ToHashSet());
        var client = emulator.Objects(Empty, "servicePrincipals").Single(sp => sp.Is("appId", ClientId));
        Assert.Contains(emulator.Objects(Empty, "oauth2PermissionGrants"), grant => grant.Is("clientId", client["id"]!.GetValue<string>()) && grant.Is("consentType", "AllPrincipals"));
    }

    [Fact]
    public async Task ServiceConsent_ByANonAdmin_NeedsApprovalAndChangesNothing()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync("/common" + ServiceQuery);
        await browser.SubmitAsync(("step", "account"), ("user", "ada@northwind.example"));
        Assert.Equal("Need admin approval", browser.Heading);

        await browser.SubmitAsync(("step", "consent"), ("prompt", "1"), ("decision", "accept"));

        Assert.DoesNotContain(ServiceId, AppIds(emulator));
    }

    [Fact]
    public async Task ServiceConsent_Cancelled_ChangesNothing()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync("/common" + ServiceQuery);
        await browser.SubmitAsync(("step", "account"), ("user", Tara));
        await browser.SubmitAsync(("step", "consent"), ("prompt", "1"), ("decision", "cancel"));
        Assert.Equal("Consent was not given", browser.Heading);
        Assert.DoesNotContain(ServiceId, AppIds(emulator));
    }

    [Fact]
    public async Task ServiceConsent_EditedRedirect_Is50011()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync("/common" + ServiceQuery.Replace("cred.microsoft.com", "cred.example", StringComparison.Ordinal));
        Assert.Contains("AADSTS50011", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminConsent_ByTheTenantsAdmin_GivesThePortalEverything()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(AdminConsentPath());
        await browser.SubmitAsync(("step", "account"), ("user", "admin@wingtiptoys.example"));
        Assert.Equal("Permissions requested", browser.Heading);

        await browser.SubmitAsync(("step", "consent"), ("decision", "accept"));

        Assert.Equal("True", browser.Returned["admin_consent"]);
        Assert.Equal(NotConsented, browser.Returned["tenant"]);
        Assert.Equal("x/1", browser.Returned["state"]);
        Assert.Equal("https://graph.microsoft.com/.default", browser.Returned["scope"]);
        var app = await emulator.TokenAsync(NotConsented, TestEmulator.AppForm());
        Assert.Contains("DeviceManagementConfiguration.ReadWrite.All", TestEmulator.AccessToken(app).GetPayloadValue<string[]>("roles"));
        var user = await emulator.TokenAsync(NotConsented, TestEmulator.RefreshForm(await emulator.SignInAsync("morgan@fabrikam-msp.example")));
        Assert.Equal(200, user["_status"]!.GetValue<int>());
    }

    [Fact]
    public async Task AdminConsent_Cancelled_SendsConsentRequired()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(AdminConsentPath());
        await browser.SubmitAsync(("step", "account"), ("user", "admin@wingtiptoys.example"));
        await browser.SubmitAsync(("step", "consent"), ("decision", "cancel"));
        Assert.Equal(("consent_required", "True"), (browser.Returned["error"], browser.Returned["admin_consent"]));
        Assert.StartsWith("AADSTS65004", browser.Returned["error_description"], StringComparison.Ordinal);
        Assert.False(browser.Returned.ContainsKey("tenant"));
        Assert.Equal("x/1", browser.Returned["state"]);
    }

    [Fact]
    public async Task AdminConsent_ByAnOrdinaryUser_NeedsApproval()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(AdminConsentPath());
        await browser.SubmitAsync(("step", "account"), ("user", "ben@wingtiptoys.example"));
        Assert.Equal("Need admin approval", browser.Heading);
    }

    private static string AdminConsentPath() =>
        $"/{NotConsented}/v2.0/adminconsent?client_id={TestEmulator.PortalId}&redirect_uri={Uri.EscapeDataString(TestEmulator.Redirect)}&state=x%2F1&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default";

    private static IEnumerable<string> AppIds(TestEmulator emulator) => emulator.Objects(Empty, "servicePrincipals").Select(sp => sp["appId"]!.GetValue<string>());
}
