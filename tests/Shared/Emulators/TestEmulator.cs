using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>An Emulator on a free port, and the requests that a client of it sends.</summary>
internal sealed class TestEmulator : IAsyncDisposable
{
    public const string PortalId = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";
    public const string PortalSecret = "demo-portal-secret";
    public const string Partner = "11111111-1111-4111-8111-111111111111";
    public const string Redirect = "http://localhost:5080/signin-oidc";
    public const string ReadScopes = "https://graph.microsoft.com/User.Read https://graph.microsoft.com/Directory.Read.All openid profile offline_access";
    public const string WriteScopes = "https://graph.microsoft.com/Application.ReadWrite.All openid profile offline_access";
    public const string Verifier = "a-verifier-that-is-long-enough-for-the-rule-of-43-characters";

    private readonly RunningEmulator _emulator;
    private readonly List<HttpClient> _browsers = [];

    private TestEmulator(RunningEmulator emulator, FakeTimeProvider time)
    {
        _emulator = emulator;
        Time = time;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = emulator.BaseAddress };
    }

    public HttpClient Client { get; }

    public FakeTimeProvider Time { get; }

    public required StubGraph Graph { get; init; }

    public static Task<TestEmulator> StartAsync()
    {
        var graph = new StubGraph();
        return StartAsync(graph, services => services.AddSingleton<IGraphService>(graph));
    }

    /// <summary>With the Graph room behind it.</summary>
    public static Task<TestEmulator> StartWholeAsync() => StartAsync(new StubGraph(), null);

    private static async Task<TestEmulator> StartAsync(StubGraph graph, Action<IServiceCollection>? configure)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var emulator = await EmulatorApplication.StartAsync(
            new EmulatorOptions { Url = new Uri("http://localhost:0"), Time = time, ConfigureServices = configure }, TestContext.Current.CancellationToken);
        return new TestEmulator(emulator, time) { Graph = graph };
    }

    /// <summary>A new browser without cookies.</summary>
    public Browser OpenBrowser()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _emulator.BaseAddress };
        _browsers.Add(client);
        return new Browser(client);
    }

    public static string AuthorizePath(string tenant = "organizations", string scope = ReadScopes, params (string Name, string Value)[] more)
    {
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        List<(string Name, string Value)> query =
        [
            ("client_id", PortalId), ("response_type", "code"), ("redirect_uri", Redirect), ("response_mode", "query"), ("scope", scope), ("state", "s 1&2"),
            ("nonce", "n-1"), ("code_challenge", challenge), ("code_challenge_method", "S256"), ("client_info", "1"),
        ];
        query.RemoveAll(parameter => more.Any(m => m.Name == parameter.Name));
        return $"/{tenant}/oauth2/v2.0/authorize?" + string.Join('&', query.Concat(more).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
    }

    /// <summary>Signs in by the pages and redeems the code.</summary>
    public async Task<JsonObject> SignInAsync(string user, string scope = ReadScopes)
    {
        var browser = OpenBrowser();
        await browser.OpenAsync(AuthorizePath(scope: scope));
        await browser.SubmitAsync(("step", "account"), ("user", user));
        return await TokenAsync("organizations", CodeForm(browser.Returned["code"], scope));
    }

    public static (string, string)[] CodeForm(string code, string scope = ReadScopes) =>
        [("grant_type", "authorization_code"), ("client_id", PortalId), ("client_secret", PortalSecret), ("code", code), ("redirect_uri", Redirect), ("code_verifier", Verifier), ("scope", scope)];

    public static (string, string)[] RefreshForm(JsonObject tokens, string scope = ReadScopes) =>
        [("grant_type", "refresh_token"), ("client_id", PortalId), ("client_secret", PortalSecret), ("refresh_token", tokens["refresh_token"]!.GetValue<string>()), ("scope", scope)];

    public static (string, string)[] AppForm(string clientId = PortalId, string secret = PortalSecret, string scope = "https://graph.microsoft.com/.default") =>
        [("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", secret), ("scope", scope)];

    public async Task<JsonObject> TokenAsync(string tenant, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var response = await Client.PostAsync(new Uri($"/{tenant}/oauth2/v2.0/token", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var body = (await response.Content.ReadFromJsonAsync())!;
        body["_status"] = (int)response.StatusCode;
        return body;
    }

    public static JsonWebToken AccessToken(JsonObject tokens) => new(tokens["access_token"]!.GetValue<string>());

    public async Task<string> AppTokenAsync(string tenant) => (await TokenAsync(tenant, AppForm()))["access_token"]!.GetValue<string>();

    public async Task<HttpResponseMessage> GraphAsync(HttpMethod method, string path, string? token, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> ControlAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri("/_control" + path, UriKind.Relative));
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Adds a tenant and gives its id.</summary>
    public async Task<string> AddTenantAsync(JsonObject document)
    {
        var response = await ControlAsync(HttpMethod.Post, "/tenants", document.ToJsonString());
        Assert.Equal(200, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync())!["tenantId"]!.GetValue<string>();
    }

    public async Task<IReadOnlyList<JsonObject>> LogAsync(long since = 0)
    {
        var text = await Client.GetStringAsync(new Uri($"/_control/requests?since={since}", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    /// <summary>Copies of a tenant's objects, read behind the scenes.</summary>
    public IReadOnlyList<JsonObject> Objects(string tenant, string collection) =>
        Tenant(tenant).Read<IReadOnlyList<JsonObject>>(all => [.. (all.GetValueOrDefault(collection) ?? []).Select(item => item.DeepClone().AsObject())]);

    public EmulatedTenant Tenant(string tenant) => _emulator.Services.GetRequiredService<EmulatorState>().Find(tenant)!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _browsers.ForEach(client => client.Dispose());
        await _emulator.DisposeAsync();
    }
}

internal static class JsonContentReading
{
    public static async Task<JsonObject?> ReadFromJsonAsync(this HttpContent content)
    {
        try
        {
            return JsonNode.Parse(await content.ReadAsStringAsync(TestContext.Current.CancellationToken))?.AsObject();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
