using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Emulator.Control;

public sealed class GraphPipelineTests
{
    private const string Ready = "a0000001-0000-4000-8000-000000000001";

    [Fact]
    public async Task Graph_NoToken_Is401WithChallenge()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var response = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", null);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("InvalidAuthenticationToken", await CodeAsync(response));
        Assert.Contains("authorization_uri=", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_TokenOfAnotherKey_Is401()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        var signed = token[..token.LastIndexOf('.')];
        using var other = RSA.Create(2048);
        var signature = other.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        var response = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", $"{signed}.{WebEncoders.Base64UrlEncode(signature)}");

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task Graph_TokenForThePortalsApi_Is401()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm("22222222-2222-4222-8222-222222222222", "demo-automation-secret", "api://pinresetportal/.default"));
        var response = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", tokens["access_token"]!.GetValue<string>());
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("audience", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_TokenOlderThanAnHour_Is401()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        Assert.Equal(200, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);

        emulator.Time.Advance(TimeSpan.FromHours(1));

        var response = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token);
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("expired", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_TenantRemovedSince_Is401()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(Ready);
        await emulator.ControlAsync(HttpMethod.Delete, "/tenants/" + Ready);
        Assert.Equal(401, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);
    }

    [Fact]
    public async Task Graph_Request_ReachesTheServiceAsSentWithTheCaller()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync("morgan@fabrikam-msp.example");

        await emulator.GraphAsync(HttpMethod.Get, "/beta/servicePrincipals(appId='a%2Fb')?%24select=id,appId", tokens["access_token"]!.GetValue<string>());

        var (request, caller) = emulator.Graph.Received.Single();
        Assert.Equal(("GET", "beta", "servicePrincipals(appId='a%2Fb')", "%24select=id,appId"), (request.Method, request.Version, request.Path, request.Query));
        Assert.Equal(TestEmulator.Partner, caller.TenantId.ToString());
        Assert.False(caller.IsApplication);
        Assert.Contains("Directory.Read.All", caller.Permissions);
        Assert.Contains(new Guid("3a2c62db-5318-420d-8d74-23affee5d9d5"), caller.DirectoryRoles);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
    }

    [Fact]
    public async Task Graph_PartnersPersonInCustomersTenant_KeepsTheHomeTenant()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync("morgan@fabrikam-msp.example");
        var customer = await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens));

        await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", customer["access_token"]!.GetValue<string>());

        var caller = emulator.Graph.Received.Single().Caller;
        Assert.Equal((Ready, TestEmulator.Partner), (caller.TenantId.ToString(), caller.HomeTenantId.ToString()));
    }

    [Fact]
    public async Task Graph_Error_CarriesTheIdsOfTheRequest()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(Ready);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1.0/missing", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("client-request-id", "my-id");

        var response = await emulator.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var inner = (await response.Content.ReadFromJsonAsync())!["error"]!["innerError"]!;
        Assert.Equal(response.Headers.GetValues("request-id").Single(), inner["request-id"]!.GetValue<string>());
        Assert.Equal("my-id", inner["client-request-id"]!.GetValue<string>());
        Assert.Equal("my-id", response.Headers.GetValues("client-request-id").Single());
        Assert.Equal("2026-11-22T12:00:00", inner["date"]!.GetValue<string>());
        Assert.True(response.Headers.Contains("x-ms-ags-diagnostic"));
    }

    [Fact]
    public async Task Graph_BodyThatIsNotJson_Is400()
    {
        await using var emulator = await TestEmulator.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1.0/servicePrincipals", UriKind.Relative)) { Content = new StringContent("{\"appId\":", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", await emulator.AppTokenAsync(Ready));
        var response = await emulator.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("BadRequest", await CodeAsync(response));
    }

    [Fact]
    public async Task Graph_BodyWithAPropertyTwice_Is400()
    {
        await using var emulator = await TestEmulator.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1.0/servicePrincipals", UriKind.Relative)) { Content = new StringContent("""{"appId":"a","appId":"b"}""", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", await emulator.AppTokenAsync(Ready));
        Assert.Equal(400, (int)(await emulator.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    /// <summary>https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation</summary>
    [Fact]
    public async Task RevokeConsent_ClientWithCp1_OldTokenGetsAClaimsChallengeAndNoNewOneIsIssued()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync("morgan@fabrikam-msp.example");
        var given = await emulator.TokenAsync(Ready, [.. TestEmulator.AppForm(), ("claims", Capable)]);
        var token = given["access_token"]!.GetValue<string>();
        Assert.Equal(204, (int)(await emulator.ControlAsync(HttpMethod.Post, $"/tenants/{Ready}/revoke-consent")).StatusCode);

        var response = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token);

        Assert.Equal(401, (int)response.StatusCode);
        var challenge = response.Headers.WwwAuthenticate.ToString();
        Assert.Contains("error=\"insufficient_claims\"", challenge, StringComparison.Ordinal);
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(challenge.Split("claims=\"")[1].TrimEnd('"')));
        Assert.NotNull(JsonNode.Parse(claims)!["access_token"]!["nbf"]);
        Assert.Equal(700016, (await emulator.TokenAsync(Ready, TestEmulator.AppForm()))["error_codes"]![0]!.GetValue<int>());
        Assert.Equal(90099, (await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens)))["error_codes"]![0]!.GetValue<int>());
        Assert.Equal(200, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", await emulator.AppTokenAsync(TestEmulator.Partner))).StatusCode);
        Assert.Equal("cp1", TestEmulator.AccessToken(given).GetClaim("xms_cc").Value);
        Assert.True(given["expires_in"]!.GetValue<int>() > 20 * 3600);
    }

    /// <summary>https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation#token-lifetime</summary>
    [Fact]
    public async Task RevokeConsent_ClientWithoutCp1_OldTokenIsGoodUntilItExpires()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var given = await emulator.TokenAsync(Ready, TestEmulator.AppForm());
        var token = given["access_token"]!.GetValue<string>();
        await emulator.ControlAsync(HttpMethod.Post, $"/tenants/{Ready}/revoke-consent");

        Assert.Equal(200, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);
        Assert.False(TestEmulator.AccessToken(given).TryGetPayloadValue<string[]>("xms_cc", out _));
        emulator.Time.Advance(TimeSpan.FromSeconds(given["expires_in"]!.GetValue<int>()));
        Assert.Equal(401, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);
    }

    private const string Capable = """{"access_token":{"xms_cc":{"values":["cp1"]}}}""";

    private static async Task<string> CodeAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync())!["error"]!["code"]!.GetValue<string>();
}
