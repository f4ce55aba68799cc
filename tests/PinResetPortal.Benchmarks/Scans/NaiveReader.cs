using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.Benchmarks.Scans;

/// <summary>
/// Reads the same facts as most scripts do: one request per object, one after the other, as many tenants side by side as the portal. It
/// judges nothing and stores nothing.
/// </summary>
internal sealed class NaiveReader(Uri emulator) : IDisposable
{
    // The demo's registration of the portal: the Emulator gives its token to nobody on another machine.
    private const string ClientId = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";
    private const string Secret = "demo-portal-secret";

    private static readonly string[] Apps = [TenantShape.ServiceAppId, TenantShape.ClientAppId];
    private static readonly string[] PolicyKinds = ["configurationPolicies", "intents"];

    private readonly HttpClient _http = new() { BaseAddress = emulator };

    public async Task<TimeSpan> ReadAsync(IEnumerable<string> tenants, int concurrency)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (tenant, _) => await ReadAsync(tenant));
        return watch.Elapsed;
    }

    public void Dispose() => _http.Dispose();

    private async Task ReadAsync(string tenant)
    {
        if (await TokenAsync(tenant) is not { } token)
        {
            return;
        }

        foreach (var list in new[] { "/v1.0/organization", "/v1.0/domains", "/v1.0/subscribedSkus" })
        {
            await ListAsync(token, list);
        }

        await ConsentAsync(token);
        foreach (var kind in PolicyKinds)
        {
            foreach (var policy in await ListAsync(token, $"/beta/deviceManagement/{kind}"))
            {
                await ListAsync(token, $"/beta/deviceManagement/{kind}/{policy.Text("id")}/settings");
                await GroupsAsync(token, await ListAsync(token, $"/beta/deviceManagement/{kind}/{policy.Text("id")}/assignments"));
            }
        }

        foreach (var profile in await ListAsync(token, "/beta/deviceManagement/deviceConfigurations"))
        {
            await GroupsAsync(token, await ListAsync(token, $"/beta/deviceManagement/deviceConfigurations/{profile.Text("id")}/assignments"));
        }

        await ListAsync(token, "/beta/deviceManagement/deviceEnrollmentConfigurations");
        await ListAsync(token, "/v1.0/deviceManagement/managedDevices?$filter=operatingSystem eq 'Windows'");
    }

    private async Task ConsentAsync(string token)
    {
        foreach (var app in Apps)
        {
            foreach (var principal in await ListAsync(token, $"/v1.0/servicePrincipals?$filter=appId eq '{app}'"))
            {
                await ListAsync(token, $"/v1.0/oauth2PermissionGrants?$filter=clientId eq '{principal.Text("id")}'");
                await ListAsync(token, $"/v1.0/servicePrincipals/{principal.Text("id")}/appRoleAssignedTo");
            }
        }

        await ListAsync(token, "/v1.0/directory/deletedItems/microsoft.graph.servicePrincipal");
    }

    private async Task GroupsAsync(string token, IReadOnlyList<JsonNode> assignments)
    {
        foreach (var group in assignments.Select(assignment => assignment["target"].Text("groupId")).OfType<string>())
        {
            await ListAsync(token, $"/v1.0/groups/{group}/transitiveMembers");
        }
    }

    private async Task<string?> TokenAsync(string tenant)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = ClientId,
            ["client_secret"] = Secret,
            ["scope"] = "https://graph.microsoft.com/.default",
        });
        using var answer = await _http.PostAsync($"/{tenant}/oauth2/v2.0/token", form);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()).Text("access_token") : null;
    }

    /// <returns>All pages; nothing where it is refused.</returns>
    private async Task<IReadOnlyList<JsonNode>> ListAsync(string token, string path)
    {
        var items = new List<JsonNode>();
        for (var next = path; next is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request);
            if (!answer.IsSuccessStatusCode || JsonNode.Parse(await answer.Content.ReadAsStringAsync()) is not { } page)
            {
                break;
            }

            items.AddRange((page["value"] as JsonArray)?.OfType<JsonNode>() ?? []);
            next = page.Text("@odata.nextLink") is { } link ? new Uri(link).PathAndQuery : null;
        }

        return items;
    }
}
