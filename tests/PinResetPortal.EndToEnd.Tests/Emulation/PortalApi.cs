using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Emulation;

/// <summary>The portal's HTTP API, called as an automation would.</summary>
internal sealed class PortalApi : IDisposable
{
    private static readonly string[] Ended = ["verified", "notYetVisible", "failed", "cancelled", "undone"];

    private readonly HttpClient _http;

    private PortalApi(Uri portal, string token)
    {
        _http = new HttpClient { BaseAddress = portal };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public static async Task<PortalApi> AsOperatorAsync(Uri portal, EmulatorControl emulator) =>
        new(portal, await emulator.TokenAsync("22222222-2222-4222-8222-222222222222", "demo-automation-secret"));

    public static async Task<PortalApi> AsReaderAsync(Uri portal, EmulatorControl emulator) =>
        new(portal, await emulator.TokenAsync("33333333-3333-4333-8333-333333333333", "demo-reader-secret"));

    public Task<JsonNode> ReadCustomersAgainAsync() => GetAsync("/api/v1/tenants?refresh=true");

    public Task<JsonNode> ReadinessAsync(string tenantId, bool refresh = true) => GetAsync($"/api/v1/tenants/{tenantId}/readiness?refresh={(refresh ? "true" : "false")}");

    public async Task<string> VerdictAsync(string tenantId) => (await ReadinessAsync(tenantId))["verdict"]!.GetValue<string>();

    public Task<JsonNode> PlanAsync(string tenantId, string check = "all") => GetAsync($"/api/v1/tenants/{tenantId}/plan?check={check}");

    /// <summary>Plans and runs everything.</summary>
    /// <returns>The id of the operation.</returns>
    public async Task<string> FixEverythingAsync(string tenantId)
    {
        var plan = await PlanAsync(tenantId);
        using var answer = await StartAsync(tenantId, plan["planHash"]!.GetValue<string>());
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> StartAsync(string tenantId, string planHash) =>
        _http.PostAsJsonAsync($"/api/v1/tenants/{tenantId}/remediations", new { checks = "all", planHash });

    public Task<JsonNode> OperationAsync(string id) => GetAsync($"/api/v1/operations/{id}");

    /// <summary>Waits for the end of an operation.</summary>
    public Task<JsonNode> EndAsync(string id, TimeSpan? patience = null) => Eventually.SeeAsync(
        async () => await OperationAsync(id) is var operation && Ended.Contains(operation["state"]!.GetValue<string>()) ? operation : null,
        $"the end of operation {id}", patience);

    public Task<JsonNode> AuditAsync(string tenantId) => GetAsync($"/api/v1/audit?tenantId={tenantId}");

    public Task<JsonNode> VerifyAuditAsync() => GetAsync("/api/v1/audit/verify");

    /// <returns>The id of a new scan of all tenants.</returns>
    public async Task<string> ScanAllAsync() => (await PostAsync("/api/v1/scans", new { tenants = "all", refresh = true }))["id"]!.GetValue<string>();

    public Task<JsonNode> ScanAsync(string id) => GetAsync($"/api/v1/scans/{id}");

    /// <summary>Every tenant of a scan, page after page.</summary>
    public async Task<IReadOnlyList<JsonNode>> ScanItemsAsync(string id)
    {
        const int page = 500;
        var items = new List<JsonNode>();
        while (true)
        {
            var some = (await GetAsync($"/api/v1/scans/{id}/items?skip={items.Count}&take={page}")).AsArray();
            items.AddRange(some.OfType<JsonNode>());
            if (some.Count < page)
            {
                return items;
            }
        }
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"GET {path} answered {(int)answer.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"POST {path} answered {(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<int> StatusOfPostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        return (int)answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();
}
