using System.Net;
using PinResetPortal.EndToEnd.Processes;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.EndToEnd.Starting;

/// <summary>The published build before <c>setup</c> was run: it says what is missing, and has nothing to give to whoever asks first.</summary>
[Collection(Own.Starts)]
public sealed class FirstStartTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private Ground? _ground;
    private ChildProcess? _process;

    public async ValueTask InitializeAsync()
    {
        _client.BaseAddress = _address;
        _ground = new Ground(postgres);
        _ground.Settings["ASPNETCORE_URLS"] = _address.AbsoluteUri;
        _ground.Settings["Portal__PublicUrl"] = "https://pin.contoso.example";
        _ground.Settings.Remove("AzureAd__ClientId");
        _ground.Settings.Remove("AzureAd__ClientCredentials__0__SourceType");
        _ground.Settings.Remove("AzureAd__ClientCredentials__0__ClientSecret");
        _ground.Settings.Remove("Portal__AllowedTenants__0");
        _process = _ground.Start(await PublishedPortal.ProgramAsync());
        await _process.WaitUntilItAnswersAsync(new Uri(_address, "/health/live"));
    }

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_ground?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
    }

    [Fact]
    public async Task Start_WithoutRegistration_ShowsTheCommandAndGivesNothing()
    {
        var page = await AnswerAsync(HttpStatusCode.OK, "/setup");

        Assert.All(["AzureAd:ClientId", "AzureAd:ClientCredentials:0:SourceType", "Portal:AllowedTenants:0"], key =>
        {
            Assert.Contains($"<code>{key}</code>", page, StringComparison.Ordinal);
            Assert.Contains($"  - {key}: ", _process!.Errors, StringComparison.Ordinal);
        });
        Assert.Contains("PinResetPortal.dll setup --url https://pin.contoso.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("AzureAd:ClientId", await AnswerAsync(HttpStatusCode.ServiceUnavailable, "/health/ready"), StringComparison.Ordinal);
        foreach (var closed in new[] { "/sign-in", "/signin-oidc", "/authentication/login", "/api/v1/tenants", "/api/v1/portal", "/openapi/v1.json", "/mcp", "/_blazor/negotiate", "/app.css", "/nowhere" })
        {
            Assert.Contains("The portal is not set up", await AnswerAsync(HttpStatusCode.ServiceUnavailable, closed), StringComparison.Ordinal);
        }

        using var first = await _client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("/setup", first.Headers.Location?.OriginalString);
        using var sent = await _client.PostAsync(new Uri("/setup", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.False(sent.IsSuccessStatusCode);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", first.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_ground!.Data), "It made a database.");
        Assert.Equal(1, await _process!.StopAsync());
    }

    [Fact]
    public async Task Start_SetupWroteItsFileMeanwhile_TakesThePlaceOfThePage()
    {
        _ground!.Write("secrets/AzureAd__ClientCredentials__0__ClientSecret", "not-used");
        _ground.Write("portal.json", """{"AzureAd":{"ClientCredentials":[{"SourceType":"ClientSecret"}]}}""");
        await AnswerAsync(HttpStatusCode.OK, "/setup");
        _ground.Write(
            "portal.json",
            """{"AzureAd":{"ClientId":"5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c","ClientCredentials":[{"SourceType":"ClientSecret"}]},"Portal":{"AllowedTenants":["11111111-1111-4111-8111-111111111111"]}}""");

        await _process!.WaitUntilItAnswersAsync(new Uri(_address, "/sign-in"));

        using var after = await _client.GetAsync(new Uri("/setup", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("/", after.Headers.Location?.OriginalString);
        Assert.Equal(0, await _process.StopAsync());
    }

    private async Task<string> AnswerAsync(HttpStatusCode expected, string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == answer.StatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text;
    }
}
