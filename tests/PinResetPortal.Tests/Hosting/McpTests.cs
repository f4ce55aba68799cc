using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>The tools of <c>/mcp</c> with the package's own client over HTTP: they answer as the API does, and let in whom it lets in.</summary>
public sealed class McpTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Change = "repair";

    private static readonly string Customer = FakeTenantCatalog.Customer.ToString();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tools_AllOfThem_AreExplainedAndOnlyOneChanges()
    {
        await using var client = await OpenAsync(host.Reader());

        var tools = await client.ListToolsAsync(cancellationToken: Token);

        Assert.Equal(["diagnose", "list_tenants", "operation", "plan", "readiness", Change], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.Equal([Change], tools.Where(tool => tool.ProtocolTool.Annotations?.ReadOnlyHint != true).Select(tool => tool.Name));
        Assert.All(tools, tool =>
        {
            Assert.NotEmpty(tool.Description);
            Assert.All(JsonNode.Parse(tool.JsonSchema.GetRawText())!["properties"]!.AsObject(), parameter => Assert.NotNull((string?)parameter.Value!["description"]));
        });
    }

    [Theory]
    [InlineData("list_tenants", """{"limit":1}""", "/api/v1/tenants?limit=1")]
    [InlineData("list_tenants", """{"verdict":"Perfect"}""", "/api/v1/tenants?verdict=Perfect")]
    [InlineData("readiness", """{"tenantId":"{customer}","refresh":true}""", "/api/v1/tenants/{customer}/readiness?refresh=true")]
    [InlineData("readiness", """{"tenantId":"55555555-5555-4555-8555-555555555555"}""", "/api/v1/tenants/55555555-5555-4555-8555-555555555555/readiness")]
    [InlineData("plan", """{"tenantId":"{customer}"}""", "/api/v1/tenants/{customer}/plan")]
    [InlineData("plan", """{"tenantId":"{customer}","checks":"no.such","assign":"allUsers"}""", "/api/v1/tenants/{customer}/plan?check=no.such&assign=allUsers")]
    [InlineData("operation", """{"id":"0d4e6f0a-7c1e-4c62-9d58-0b6f6f0a7c1e"}""", "/api/v1/operations/0d4e6f0a-7c1e-4c62-9d58-0b6f6f0a7c1e")]
    [InlineData("operation", """{"id":"0d4e6f0a-7c1e-4c62-9d58-0b6f6f0a7c1f"}""", "/api/v1/operations/0d4e6f0a-7c1e-4c62-9d58-0b6f6f0a7c1f")]
    public async Task Reading_WithATool_AnswersAsTheApiDoes(string tool, string arguments, string address)
    {
        using var api = host.Reader();
        using var expected = await api.GetAsync(new Uri(address.Replace("{customer}", Customer, StringComparison.Ordinal), UriKind.Relative), Token);

        var answer = await CallAsync(host.Reader(), tool, arguments);

        Assert.Equal(!expected.IsSuccessStatusCode, answer.IsError == true);
        Assert.Equal(Told(await expected.Content.ReadAsStringAsync(Token)), Told(TextOf(answer)));
    }

    [Fact]
    public async Task Diagnose_WithATool_NamesACause()
    {
        var answer = await CallAsync(host.Reader(), "diagnose", """{"text":"CAA20004"}""");

        Assert.NotEmpty(JsonNode.Parse(TextOf(answer))!["causes"]!.AsArray());
    }

    [Fact]
    public async Task Repair_AsReader_IsRefusedByTheServiceThatAuditsIt()
    {
        var answer = await CallAsync(host.Reader(), Change, """{"tenantId":"{customer}","planHash":"the-hash"}""");

        Assert.True(answer.IsError);
        Assert.Contains("role-missing", TextOf(answer), StringComparison.Ordinal);
        Assert.Equal("start", host.Remediations.LastAction);
    }

    [Theory]
    [InlineData("""{"tenantId":"{customer}"}""")]
    [InlineData("""{"tenantId":"{customer}","planHash":""}""")]
    public async Task Repair_WithoutPlanHash_IsRefused(string arguments) =>
        Assert.True((await CallAsync(host.Operator(), Change, arguments)).IsError);

    [Fact]
    public async Task Repair_AsOperatorWithThePlanHash_StartsTheOperationWithThatChoice()
    {
        var group = $"{Guid.NewGuid()}";

        var answer = await CallAsync(host.Operator(), Change, $$"""{"tenantId":"{customer}","planHash":"the-hash","checks":"policy.pin-recovery","assign":"{{group}}","turnHelloOn":true}""");

        Assert.NotEqual(true, answer.IsError);
        Assert.NotNull((string?)JsonNode.Parse(TextOf(answer))!["id"]);
        Assert.Equal(["policy.pin-recovery"], host.Remediations.LastChecks);
        Assert.Equal([group], host.Remediations.LastChoice!.Assign!.Groups);
        Assert.True(host.Remediations.LastChoice.TurnHelloOn);
    }

    [Fact]
    public async Task Call_WithoutTokenRoleOrWithACookie_IsRefusedAsByTheApi()
    {
        await (await PostAsync(host.Caller(null))).ProblemAsync(HttpStatusCode.Unauthorized, "sign-in-required");
        await (await PostAsync(host.SignedIn(PortalRole.Admin))).ProblemAsync(HttpStatusCode.Unauthorized, "sign-in-required");
        await (await PostAsync(host.Caller(TestTokens.Application(role: null)))).ProblemAsync(HttpStatusCode.Forbidden, "role-missing");
    }

    [Fact]
    public void Endpoints_ThatTokensOpen_HaveTheRoleAndTheRateLimit()
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => TokenPaths.Cover("/" + endpoint.RoutePattern.RawText?.TrimStart('/'))).ToList();

        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText!.Contains("mcp", StringComparison.Ordinal));
        Assert.All(endpoints, endpoint =>
        {
            Assert.Contains(endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), data => data.Policy == PortalPolicies.Reader);
            Assert.NotNull(endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>());
        });
    }

    private static async Task<CallToolResult> CallAsync(HttpClient caller, string tool, string arguments)
    {
        await using var client = await OpenAsync(caller);
        var values = JsonNode.Parse(arguments.Replace("{customer}", Customer, StringComparison.Ordinal))!.AsObject().ToDictionary(value => value.Key, value => (object?)value.Value);
        return await client.CallToolAsync(tool, values, cancellationToken: Token);
    }

    private static Task<McpClient> OpenAsync(HttpClient caller) => McpClient.CreateAsync(
        new HttpClientTransport(new() { Endpoint = new("http://localhost/mcp"), TransportMode = HttpTransportMode.StreamableHttp }, caller, ownsHttpClient: true),
        cancellationToken: Token);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient caller)
    {
        using var body = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", Encoding.UTF8, "application/json");
        using (caller)
        {
            return await caller.PostAsync(new Uri("/mcp", UriKind.Relative), body, Token);
        }
    }

    private static string TextOf(CallToolResult answer) => Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;

    /// <summary>Without what differs between any two requests: where they went, and their trace.</summary>
    private static string Told(string json)
    {
        var node = JsonNode.Parse(json)!;
        if (node is JsonObject fields)
        {
            fields.Remove("traceId");
            fields.Remove("instance");
        }

        return node.ToJsonString();
    }
}
