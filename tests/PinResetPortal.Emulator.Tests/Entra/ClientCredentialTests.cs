using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Entra;

/// <summary>The ways in which clients prove who they are.</summary>
public sealed class ClientCredentialTests
{
    private const string GraphScope = "https://graph.microsoft.com/.default";
    private const string Ready = "a0000001-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c:demo-portal-secret", 200, 0)]
    [InlineData("5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c:demo%2Dportal%2Dsecret", 200, 0)]
    [InlineData("5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c:wrong", 401, 7000215)]
    [InlineData("no colon", 400, 900144)]
    public async Task Basic_Header_StandsForIdAndSecret(string pair, int status, int code)
    {
        await using var emulator = await TestEmulator.StartAsync();
        using var content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", GraphScope)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/{Ready}/oauth2/v2.0/token", UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

        var response = await emulator.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var body = (await response.Content.ReadFromJsonAsync())!;
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, body["error_codes"]?[0]!.GetValue<int>() ?? 0);
        Assert.Equal(status == 400 ? null : TestEmulator.PortalId, (await emulator.LogAsync()).Single()["clientId"]?.GetValue<string>());
    }

    [Fact]
    public async Task V1_ResourceInPlaceOfScope_GivesAnApplicationToken()
    {
        await using var emulator = await TestEmulator.StartAsync();
        using var content = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", TestEmulator.PortalId), new("client_secret", TestEmulator.PortalSecret), new("resource", "https://graph.microsoft.com/")]);

        var response = await emulator.Client.PostAsync(new Uri($"/{Ready}/oauth2/token", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal("app", TestEmulator.AccessToken((await response.Content.ReadFromJsonAsync())!).GetPayloadValue<string>("idtyp"));
    }

    [Theory]
    [InlineData("00000003-0000-0000-c000-000000000000", null, 7000218)]
    [InlineData("b8456c59-1230-44c7-a4a2-99b085333e84", null, 7000218)]
    [InlineData("b8456c59-1230-44c7-a4a2-99b085333e84", "guess", 700025)]
    public async Task ClientCredentials_OfAnApplicationWithoutSecret_AreRefused(string clientId, string? secret, int code)
    {
        await using var emulator = await TestEmulator.StartAsync();

        var body = await emulator.TokenAsync(Ready, [.. TestEmulator.AppForm(clientId, secret ?? "").Where(field => field.Item1 != "client_secret" || secret is not null)]);

        AssertCode(401, "invalid_client", code, body);
    }

    [Fact]
    public async Task ClientCredentials_ByCertificate_AreRefusedBecauseNoneIsRegistered()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var body = await emulator.TokenAsync(
            Ready,
            ("grant_type", "client_credentials"),
            ("client_id", TestEmulator.PortalId),
            ("scope", GraphScope),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", "a.b.c"));

        AssertCode(401, "invalid_client", 700027, body);
    }

    [Fact]
    public async Task UnknownTenant_IsFoundOutBeforeTheClient()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(400, "invalid_request", 90002, await emulator.TokenAsync("nowhere.example", TestEmulator.AppForm(clientId: Guid.NewGuid().ToString())));
        Assert.Contains("in the directory 'Adventure Works'", (await emulator.TokenAsync(Ready, TestEmulator.AppForm(clientId: Guid.NewGuid().ToString())))["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_AskedForByGet_Is900561()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var response = await emulator.Client.GetAsync(new Uri($"/{Ready}/oauth2/v2.0/token", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(900561, (await response.Content.ReadFromJsonAsync())!["error_codes"]![0]!.GetValue<int>());
    }

    private static void AssertCode(int status, string error, int code, JsonObject body)
    {
        Assert.Equal((status, error, code), (body["_status"]!.GetValue<int>(), body["error"]!.GetValue<string>(), body["error_codes"]![0]!.GetValue<int>()));
    }
}
