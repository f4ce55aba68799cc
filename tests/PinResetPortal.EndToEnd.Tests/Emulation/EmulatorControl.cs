using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.EndToEnd.Emulation;

/// <summary>The Emulator's <c>/_control</c>, and its token endpoint.</summary>
internal sealed class EmulatorControl(Uri emulator) : IDisposable
{
    private const string Partner = "11111111-1111-4111-8111-111111111111";
    private const string Portal = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";
    private const string PortalSecret = "demo-portal-secret";

    private readonly HttpClient _http = new() { BaseAddress = emulator };

    public async Task<TenantShape> AddAsync(TenantShape tenant)
    {
        using var answer = await _http.PostAsJsonAsync("/_control/tenants", tenant.ToJson());
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return tenant;
    }

    /// <summary>A customer that is won while the portal runs: somebody makes it read its customers again.</summary>
    public async Task<TenantShape> AddAsync(TenantShape tenant, PortalApi portal)
    {
        await AddAsync(tenant);
        await portal.ReadCustomersAgainAsync();
        return tenant;
    }

    /// <summary>Adds customers in a mix of states.</summary>
    /// <returns>The verdict that each has earned, by tenant id.</returns>
    public async Task<IReadOnlyDictionary<string, string>> GenerateAsync(int tenants)
    {
        using var answer = await _http.PostAsync($"/_control/generate?tenants={tenants}&seed=1", null);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!.AsArray().ToDictionary(one => one!["tenantId"]!.GetValue<string>(), one => one!["expectedVerdict"]!.GetValue<string>());
    }

    /// <summary>The partner's tenant before anybody registered anything there, and no customers.</summary>
    public async Task EmptyAsync()
    {
        using var answer = await _http.PostAsync("/_control/reset?empty=true", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <returns>The tenants that there are now, the partner among them.</returns>
    public async Task<IReadOnlyList<string>> TenantIdsAsync() =>
        [.. JsonNode.Parse(await _http.GetStringAsync("/_control/tenants"))!.AsArray().Select(tenant => (string)tenant!["tenantId"]!)];

    /// <returns>The ids of a tenant's users, those whom Intune knows no device of first; none where the portal may not read them.</returns>
    public async Task<IReadOnlyList<string>> PeopleAsync(string tenantId)
    {
        using var graph = await GraphReader.TryOpenAsync(emulator, tenantId);
        if (graph is null)
        {
            return [];
        }

        var users = await graph.TryReadAsync("/v1.0/users?$select=id&$top=999") ?? [];
        var devices = await graph.TryReadAsync("/v1.0/deviceManagement/managedDevices?$select=id,userId") ?? [];
        var owners = devices.Select(device => (string?)device!["userId"]).ToHashSet();
        return [.. users.Select(user => (string)user!["id"]!).OrderBy(owners.Contains)];
    }

    /// <summary>What was received, in the order it arrived.</summary>
    public async Task<IReadOnlyList<LoggedRequest>> RequestsAsync(long since = 0)
    {
        var lines = (await _http.GetStringAsync($"/_control/requests?since={since}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonSerializer.Deserialize<LoggedRequest>(line, JsonSerializerOptions.Web)!)];
    }

    /// <summary>What was received for one tenant.</summary>
    public async Task<IReadOnlyList<LoggedRequest>> RequestsAsync(string tenantId, long since = 0) =>
        [.. (await RequestsAsync(since)).Where(request => request.TenantId == tenantId)];

    public async Task<IReadOnlyList<LoggedRequest>> WritesAsync(string tenantId) => [.. (await RequestsAsync(tenantId)).Where(request => request.IsWrite)];

    /// <summary>Everything is slow from now on, until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> SlowAsync(int replicationDelayMs, int latencyMs)
    {
        await FaultsAsync(new JsonObject
        {
            ["replicationDelayMs"] = replicationDelayMs,
            ["latencyMs"] = new JsonObject { ["mean"] = latencyMs, ["spread"] = 0 },
        });
        return new Cleared(this);
    }

    /// <summary>Some requests are throttled, fail or are cut off from now on, until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> FaultyAsync(double throttleShare, double errorShare, double dropShare, int replicationDelayMs)
    {
        await FaultsAsync(new JsonObject
        {
            ["throttleShare"] = throttleShare,
            ["retryAfter"] = "1",
            ["errorShare"] = errorShare,
            ["dropShare"] = dropShare,
            ["replicationDelayMs"] = replicationDelayMs,
            ["seed"] = 7,
        });
        return new Cleared(this);
    }

    /// <summary>Sets the faults as the Emulator takes them; an empty object clears them.</summary>
    public async Task FaultsAsync(JsonObject faults)
    {
        using var body = new StringContent(faults.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync("/_control/faults", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A token of an application for the portal's API.</summary>
    public Task<string> TokenAsync(string clientId, string secret) => TokenAsync(emulator, Partner, clientId, secret, "api://pinresetportal/.default");

    /// <summary>A token of a person for the portal's API, as a script gets one with the authorization code flow.</summary>
    public async Task<string> PersonsTokenAsync(string user)
    {
        const string redirect = "http://localhost:5080/signin-oidc";
        const string scope = "api://pinresetportal/access_as_user openid";
        var authorize = new Uri($"/{Partner}/oauth2/v2.0/authorize?client_id={Portal}&response_type=code&response_mode=query&redirect_uri={Uri.EscapeDataString(redirect)}&scope={Uri.EscapeDataString(scope)}&state=1", UriKind.Relative);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = emulator };
        using var page = await browser.GetAsync(authorize);
        using var chosen = await browser.PostAsync(authorize, Form(("step", "account"), ("user", user)));
        var code = (chosen.Headers.Location ?? new Uri("/", UriKind.Relative)).OriginalString.Split('?', '&').FirstOrDefault(part => part.StartsWith("code=", StringComparison.Ordinal));
        Assert.True(code is not null, $"Nobody is signed in: {await chosen.Content.ReadAsStringAsync()}");
        using var answer = await browser.PostAsync(
            new Uri($"/{Partner}/oauth2/v2.0/token", UriKind.Relative),
            Form(("grant_type", "authorization_code"), ("client_id", Portal), ("client_secret", PortalSecret), ("code", Uri.UnescapeDataString(code["code=".Length..])), ("redirect_uri", redirect), ("scope", scope)));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)?["access_token"]?.GetValue<string>() ?? "";

        static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
    }

    public static async Task<string> TokenAsync(Uri emulator, string tenantId, string clientId, string secret, string scope)
    {
        var token = await TryTokenAsync(emulator, tenantId, clientId, secret, scope);
        Assert.True(token is not null, $"The Emulator gives {clientId} no token in {tenantId}.");
        return token;
    }

    /// <returns>Null when the application may not have one there.</returns>
    public static async Task<string?> TryTokenAsync(Uri emulator, string tenantId, string clientId, string secret, string scope)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = secret,
            ["scope"] = scope,
        });
        using var answer = await http.PostAsync(new Uri(emulator, $"/{tenantId}/oauth2/v2.0/token"), form);
        var body = await answer.Content.ReadAsStringAsync();
        return (string?)JsonNode.Parse(body)?["access_token"];
    }

    public void Dispose() => _http.Dispose();

    private sealed class Cleared(EmulatorControl control) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await control.FaultsAsync([]);
    }
}
