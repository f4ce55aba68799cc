using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph;

/// <summary>The Graph service behind a real HTTP server; the bearer token is only the name of a caller.</summary>
internal sealed class GraphHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, GraphCaller> _callers = [];
    private readonly HttpClient _client = new();

    private GraphHost(WebApplication app, EmulatedTenant tenant) => (_app, Tenant) = (app, tenant);

    public EmulatedTenant Tenant { get; }

    public string Root => _app.Urls.First();

    /// <param name="replication">Null: changes are readable at once.</param>
    public static async Task<GraphHost> StartAsync(EmulatedTenant? tenant = null, IReplication? replication = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddEmulatedGraph();
        if (replication is not null)
            builder.Services.AddSingleton(replication);
        var app = builder.Build();
        var host = new GraphHost(app, tenant ?? TestTenant.Create());
        app.Run(host.AnswerAsync);
        await app.StartAsync();
        host.Add("admin", Callers.Delegated(host.Tenant, Callers.AllScopes, Callers.GlobalAdministrator));
        return host;
    }

    public void Add(string name, GraphCaller caller) => _callers[name] = caller;

    public GraphServiceClient Client(string caller = "admin") =>
        new(new BaseBearerTokenAuthenticationProvider(new NamedToken(caller)), Root + "/v1.0");

    public async Task<(HttpStatusCode Status, JsonNode? Body, string Text)> SendAsync(string method, string path, JsonNode? body = null, string caller = "admin", bool eventual = false)
    {
        using var request = new HttpRequestMessage(new(method), path.StartsWith("https://graph.microsoft.com", StringComparison.Ordinal) ? Root + path["https://graph.microsoft.com".Length..] : $"{Root}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller);
        if (eventual)
            request.Headers.Add("ConsistencyLevel", "eventual");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType is "application/json" or "application/octet-stream" ? JsonNode.Parse(text) : null, text);
    }

    public async Task<JsonObject> GetAsync(string path, bool eventual = false, string caller = "admin")
    {
        var (status, body, text) = await SendAsync("GET", path, caller: caller, eventual: eventual);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {text}");
        return body!.AsObject();
    }

    public async Task<IReadOnlyList<string>> NamesAsync(string path, string property = "displayName", bool eventual = false) =>
        [.. (await GetAsync(path, eventual))["value"]!.AsArray().Select(v => v![property]!.ToString())];

    public async Task<JsonObject> RefusedAsync(HttpStatusCode expected, string method, string path, JsonNode? body = null, string caller = "admin", bool eventual = false)
    {
        var (status, answer, text) = await SendAsync(method, path, body, caller, eventual);
        Assert.True(status == expected, $"{method} {path}: {status} {text}");
        var error = answer!["error"]!.AsObject();
        Assert.NotNull(error["innerError"]!["request-id"]);
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!_callers.TryGetValue(context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), out var caller))
        {
            context.Response.StatusCode = 401;
            return;
        }

        var segments = context.Request.Path.Value!.TrimStart('/').Split('/', 2);
        JsonNode? body = null;
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var request = new GraphRequest(
            context.Request.Method, segments[0], segments.Length > 1 ? segments[1] : "", context.Request.QueryString.Value?.TrimStart('?') ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), body);
        var answer = await context.RequestServices.GetRequiredService<IGraphService>().AnswerAsync(request, Tenant, caller, context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        if (answer.Stream is { } stream)
        {
            context.Response.ContentType = "application/octet-stream";
            await context.Response.Body.WriteAsync(stream);
        }
        else if (answer.PlainText is { } plain)
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(plain);
        }
        else if (answer.Body is { } json)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json.ToJsonString());
        }
    }

    private sealed class NamedToken(string name) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new();

        public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"{name}"));
    }
}
