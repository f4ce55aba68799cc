using System.Net;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Entra;
using static PinResetPortal.Emulator.Registrations.CommandLineClient;

namespace PinResetPortal.Emulator.Registrations;

/// <summary>A registration from nothing to a token, over the documented requests.</summary>
public sealed class SetupJourneyTests
{
    private const string Morgan = "morgan@fabrikam-msp.example";
    private const string Body = """{"displayName":"Portal of my own","signInAudience":"AzureADMultipleOrgs","web":{"redirectUris":["https://pin.example/signin-oidc"]}}""";

    /// <summary>
    /// https://learn.microsoft.com/graph/api/application-upsert, application-addpassword, serviceprincipal-post-serviceprincipals,
    /// oauth2permissiongrant-post, serviceprincipal-post-approleassignedto.
    /// </summary>
    [Fact]
    public async Task Setup_ByThePublicClient_EndsWithATokenOfTheNewApplication()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var signedIn = await SignInAsync(emulator, Morgan);
        var token = signedIn["access_token"]!.GetValue<string>();
        Assert.Equal("0", TestEmulator.AccessToken(signedIn).GetClaim("appidacr").Value);

        await emulator.SendAsync(token, HttpStatusCode.NotFound, "PATCH", "applications(uniqueName='own')", JsonNode.Parse(Body));
        var application = await emulator.SendAsync(token, HttpStatusCode.Created, "PATCH", "applications(uniqueName='own')", JsonNode.Parse(Body), "create-if-missing");
        await emulator.SendAsync(token, HttpStatusCode.NoContent, "PATCH", "applications(uniqueName='own')", JsonNode.Parse(Body), "create-if-missing");
        var appId = application["appId"]!.GetValue<string>();
        var secret = (await emulator.SendAsync(token, HttpStatusCode.OK, "POST", $"applications(appId='{appId}')/addPassword", JsonNode.Parse("""{"passwordCredential":{"displayName":"setup"}}""")))["secretText"]!.GetValue<string>();
        var principal = await emulator.SendAsync(token, HttpStatusCode.Created, "POST", "servicePrincipals", new JsonObject { ["appId"] = appId });
        var graph = await emulator.SendAsync(token, HttpStatusCode.OK, "GET", "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')");
        var role = graph["appRoles"]!.AsArray().Single(one => one!["value"]!.GetValue<string>() == "Directory.Read.All")!["id"]!.GetValue<string>();
        await emulator.SendAsync(token, HttpStatusCode.Created, "POST", "oauth2PermissionGrants", new JsonObject { ["clientId"] = principal["id"]!.GetValue<string>(), ["consentType"] = "AllPrincipals", ["resourceId"] = graph["id"]!.GetValue<string>(), ["scope"] = "User.Read" });
        await emulator.SendAsync(token, HttpStatusCode.Created, "POST", $"servicePrincipals/{graph["id"]}/appRoleAssignedTo", new JsonObject { ["principalId"] = principal["id"]!.GetValue<string>(), ["resourceId"] = graph["id"]!.GetValue<string>(), ["appRoleId"] = role });

        var given = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm(appId, secret));

        Assert.Equal(["Directory.Read.All"], TestEmulator.AccessToken(given).GetPayloadValue<string[]>("roles"));
        Assert.Equal("1", TestEmulator.AccessToken(given).GetClaim("appidacr").Value);

        // Without proof the refresh token of a public client is good, and that of a confidential one is not.
        Assert.Equal(200, (await emulator.TokenAsync("organizations", ("grant_type", "refresh_token"), ("client_id", Id), ("refresh_token", signedIn["refresh_token"]!.GetValue<string>())))["_status"]!.GetValue<int>());
        Assert.Equal(700025, CodeOf(await emulator.TokenAsync("organizations", ("grant_type", "refresh_token"), ("client_id", Id), ("client_secret", "x"), ("refresh_token", signedIn["refresh_token"]!.GetValue<string>()))));
    }

    /// <summary>https://learn.microsoft.com/entra/identity-platform/reference-error-codes: 7000215, 7000222.</summary>
    [Fact]
    public async Task Secret_WrongRemovedAndExpired_AreToldApart()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var token = (await SignInAsync(emulator, Morgan))["access_token"]!.GetValue<string>();
        var application = await emulator.SendAsync(token, HttpStatusCode.Created, "POST", "applications", JsonNode.Parse(Body));
        var (id, appId) = (application["id"]!.GetValue<string>(), application["appId"]!.GetValue<string>());
        await emulator.SendAsync(token, HttpStatusCode.Created, "POST", "servicePrincipals", new JsonObject { ["appId"] = appId });
        var shortLived = await emulator.SendAsync(token, HttpStatusCode.OK, "POST", $"applications/{id}/addPassword", JsonNode.Parse("""{"passwordCredential":{"displayName":"short","endDateTime":"2026-12-22T12:00:00Z"}}"""));
        var removed = await emulator.SendAsync(token, HttpStatusCode.OK, "POST", $"applications/{id}/addPassword", new JsonObject());
        Task<JsonObject> TryAsync(string secret) => emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm(appId, secret));

        Assert.Equal(200, (await TryAsync(removed["secretText"]!.GetValue<string>()))["_status"]!.GetValue<int>());
        await emulator.SendAsync(token, HttpStatusCode.NoContent, "POST", $"applications/{id}/removePassword", new JsonObject { ["keyId"] = removed["keyId"]!.GetValue<string>() });
        await emulator.SendAsync(token, HttpStatusCode.BadRequest, "POST", $"applications/{id}/removePassword", new JsonObject { ["keyId"] = removed["keyId"]!.GetValue<string>() });
        Assert.Equal(7000215, CodeOf(await TryAsync(removed["secretText"]!.GetValue<string>())));
        Assert.Equal(7000215, CodeOf(await TryAsync("wrong")));
        var kept = (await emulator.SendAsync(token, HttpStatusCode.OK, "GET", $"applications/{id}"))["passwordCredentials"]![0]!;
        Assert.Null(kept["secretText"]);
        Assert.Equal("short", kept["displayName"]!.GetValue<string>());

        emulator.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(7000222, CodeOf(await TryAsync(shortLived["secretText"]!.GetValue<string>())));
    }

    /// <summary>https://learn.microsoft.com/entra/identity-platform/reply-url: AADSTS50011 for what the registration lacks, any port on loopback.</summary>
    [Fact]
    public async Task RedirectUri_IsThatOfTheRegistrationAsItIsNow()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var token = (await SignInAsync(emulator, Morgan))["access_token"]!.GetValue<string>();
        var portal = $"applications(appId='{TestEmulator.PortalId}')";
        var before = await emulator.SendAsync(token, HttpStatusCode.OK, "GET", portal);
        Assert.DoesNotContain("demo-portal-secret", before.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(TestEmulator.Redirect, before["web"]!["redirectUris"]!.AsArray().Select(uri => uri!.GetValue<string>()));
        async Task<string> OpenAsync(string redirect)
        {
            var browser = emulator.OpenBrowser();
            await browser.OpenAsync(TestEmulator.AuthorizePath("organizations", TestEmulator.ReadScopes, ("redirect_uri", redirect)));
            return browser.Heading + browser.Text;
        }

        Assert.StartsWith("Pick an account", await OpenAsync("http://localhost:6001/signin-oidc"), StringComparison.Ordinal);
        Assert.Contains("AADSTS50011", await OpenAsync("https://pin.example/signin-oidc"), StringComparison.Ordinal);
        Assert.Contains("AADSTS50011", await OpenAsync("http://localhost:5080/signin-oidc/"), StringComparison.Ordinal);

        await emulator.SendAsync(token, HttpStatusCode.NoContent, "PATCH", portal, JsonNode.Parse("""{"web":{"redirectUris":["https://pin.example/signin-oidc"]}}"""));

        Assert.StartsWith("Pick an account", await OpenAsync("https://pin.example/signin-oidc"), StringComparison.Ordinal);
        Assert.Contains("AADSTS50011", await OpenAsync(TestEmulator.Redirect), StringComparison.Ordinal);
        Assert.Equal(["https://pin.example/signin-oidc"], (await emulator.SendAsync(token, HttpStatusCode.OK, "GET", $"servicePrincipals(appId='{TestEmulator.PortalId}')"))["replyUrls"]!.AsArray().Select(uri => uri!.GetValue<string>()));
    }

    /// <summary>https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request</summary>
    [Theory]
    [InlineData("http://localhost:5080/signout-callback-oidc", true)]
    [InlineData("http://localhost:5080/elsewhere", false)]
    [InlineData("https://pin.example/signout-callback-oidc", false)]
    public async Task Logout_LeadsToARegisteredAddressOnly(string address, bool followed)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var browser = emulator.OpenBrowser();

        await browser.OpenAsync($"/organizations/oauth2/v2.0/logout?state=s&post_logout_redirect_uri={Uri.EscapeDataString(address)}");

        Assert.Equal(followed ? $"{address}?state=s" : null, browser.Last.Headers.Location?.ToString());
    }

    /// <summary>Sign-in learns of a new application as late as Graph does.</summary>
    [Fact]
    public async Task NewApplication_UnderSlowReplication_IsUnknownToSignInForAWhile()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var token = (await SignInAsync(emulator, Morgan))["access_token"]!.GetValue<string>();
        await emulator.ControlAsync(HttpMethod.Post, "/faults", """{"replicationDelayMs":3000}""");
        var appId = (await emulator.SendAsync(token, HttpStatusCode.Created, "POST", "applications", JsonNode.Parse(Body)))["appId"]!.GetValue<string>();

        await emulator.SendAsync(token, HttpStatusCode.NotFound, "GET", $"applications(appId='{appId}')");
        Assert.Equal(700016, CodeOf(await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm(appId, "x"))));
        emulator.Time.Advance(TimeSpan.FromSeconds(3));
        await emulator.SendAsync(token, HttpStatusCode.OK, "GET", $"applications(appId='{appId}')");
        Assert.Equal(7000215, CodeOf(await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm(appId, "x"))));
    }
}
