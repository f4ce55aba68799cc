using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PinResetPortal.EndToEnd.Emulation;

/// <summary>Looks into one tenant past the portal, with the portal's application token, as Graph shows it.</summary>
internal sealed class GraphReader : IDisposable
{
    private const string Portal = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";
    private const string Secret = "demo-portal-secret";
    private const string Graph = "https://graph.microsoft.com/.default";

    private readonly HttpClient _http;

    private GraphReader(Uri emulator, string token)
    {
        _http = new HttpClient { BaseAddress = emulator };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public static async Task<GraphReader> OpenAsync(Uri emulator, string tenantId) => new(
        emulator,
        await EmulatorControl.TokenAsync(emulator, tenantId, Portal, Secret, Graph));

    /// <returns>Null where the portal is not consented.</returns>
    public static async Task<GraphReader?> TryOpenAsync(Uri emulator, string tenantId) =>
        await EmulatorControl.TryTokenAsync(emulator, tenantId, Portal, Secret, Graph) is { } token ? new(emulator, token) : null;

    public async Task<JsonArray> ReadAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"GET {path} answered {(int)answer.StatusCode}: {body}");
        return JsonNode.Parse(body)!["value"]!.AsArray();
    }

    /// <returns>Null where Graph refuses, because the tenant has no Intune or has not consented to it for example.</returns>
    public async Task<JsonArray?> TryReadAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())?["value"]?.AsArray() : null;
    }

    public void Dispose() => _http.Dispose();
}
