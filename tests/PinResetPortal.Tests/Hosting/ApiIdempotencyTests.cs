using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Hosting;

public sealed class ApiIdempotencyTests : IDisposable
{
    private const string AllTenants = """{"tenants":"all"}""";

    private readonly PortalHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Scan_SentTwiceWithOneKey_StartsOnceAndIsAnsweredTwice()
    {
        using var first = await ScanAsync("key-1");
        using var second = await ScanAsync("key-1");

        Assert.Equal(1, _host.Scans.Started);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await second.Content.ReadAsStringAsync(Token));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
    }

    [Fact]
    public async Task Scan_WithoutKeyOrWithAnother_StartsEachTime()
    {
        await ScanAsync(null);
        await ScanAsync(null);
        await ScanAsync("key-1");
        await ScanAsync("key-2");

        Assert.Equal(4, _host.Scans.Started);
    }

    [Fact]
    public async Task Scan_SameKeyForAnotherBody_IsRefused()
    {
        await ScanAsync("key-1");

        using var other = await ScanAsync("key-1", """{"tenants":"all","refresh":false}""");

        await other.ProblemAsync(HttpStatusCode.UnprocessableEntity, "key-of-another-request");
        Assert.Equal(1, _host.Scans.Started);
    }

    [Fact]
    public async Task Key_OfAnotherCallerOrForAnotherRoute_IsAnotherKey()
    {
        await ScanAsync("key-1");

        using var person = await ScanAsync("key-1", caller: _host.Caller(TestTokens.Person("Operator")));
        using var route = await SendAsync(_host.Operator(), $"/api/v1/scans/{FakeScanService.ScanId}/cancel", "key-1", null);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (person.StatusCode, route.StatusCode));
        Assert.Equal(2, _host.Scans.Started);
    }

    [Fact]
    public async Task Scan_SecondWhileTheFirstRuns_IsToldToComeBack()
    {
        var gate = new TaskCompletionSource();
        _host.Scans.Gate = gate.Task;
        var first = ScanAsync("key-1");
        await _host.Scans.Arrived.Task.WaitAsync(Token);

        using var second = await ScanAsync("key-1");
        gate.SetResult();
        using var answered = await first;
        using var third = await ScanAsync("key-1");

        await second.ProblemAsync(HttpStatusCode.Conflict, "key-still-running");
        Assert.Equal(TimeSpan.FromSeconds(1), second.Headers.RetryAfter!.Delta);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (answered.StatusCode, third.StatusCode));
        Assert.Equal(1, _host.Scans.Started);
    }

    /// <summary>Whoever gives a key sends again when the line breaks; the first request must not be lost with the line.</summary>
    [Fact]
    public async Task Scan_CallerGoesAwayMeanwhile_StillRunsAndKeepsItsAnswer()
    {
        var gate = new TaskCompletionSource();
        _host.Scans.Gate = gate.Task;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = ScanAsync("key-1", token: patience.Token);
        await _host.Scans.Arrived.Task.WaitAsync(Token);
        await patience.CancelAsync();
        gate.SetResult();
        await Record.ExceptionAsync(() => first);

        using var again = await ScanAsync("key-1");

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(1, _host.Scans.Started);
    }

    [Fact]
    public async Task Scan_Refused_GivesTheKeyBack()
    {
        using var refused = await ScanAsync("key-1", """{"tenants":"some"}""");
        using var denied = await ScanAsync("key-1", caller: _host.Reader());

        using var corrected = await ScanAsync("key-1");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.Accepted), (refused.StatusCode, denied.StatusCode, corrected.StatusCode));
    }

    [Fact]
    public async Task Scan_EndedWithoutAnAnswer_IsNotRunAgain()
    {
        _host.Scans.Fails = new InvalidOperationException("out of order");
        using var broken = await ScanAsync("key-1");

        using var again = await ScanAsync("key-1");

        Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        await again.ProblemAsync(HttpStatusCode.Conflict, "key-abandoned");
        Assert.Equal(0, _host.Scans.Started);
    }

    /// <summary>Every POST of the API but those that say they read only looks at its key: a new one does from its first day.</summary>
    [Fact]
    public async Task Posts_All_TakeAKeyAndSayItInTheDocument()
    {
        using var caller = _host.Operator();
        var document = await (await caller.GetAsync("/openapi/v1.json", Token)).JsonAsync();
        string[] posts =
        [
            .. from endpoint in _host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               where endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)
               where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true
               select '/' + endpoint.RoutePattern.RawText!.TrimStart('/'),
        ];

        var without = new List<string>();
        foreach (var post in posts)
        {
            using var answer = await SendAsync(caller, post.Replace("{tenantId}", $"{FakeTenantCatalog.Customer}", StringComparison.Ordinal).Replace("{id}", $"{FakeScanService.ScanId}", StringComparison.Ordinal), new string('k', 256), "{}");
            var documented = document["paths"]![post]!["post"]!["parameters"]?.AsArray().Any(parameter => (string?)parameter!["name"] == "Idempotency-Key") == true;
            var refused = (await answer.Content.ReadAsStringAsync(Token)).Contains("Idempotency-Key", StringComparison.Ordinal);
            Assert.Equal(documented, refused);
            if (!refused)
            {
                without.Add(post);
            }
        }

        Assert.True(posts.Length >= 14);
        Assert.Equal(["/api/v1/diagnose"], without);
    }

    private Task<HttpResponseMessage> ScanAsync(string? key, string body = AllTenants, HttpClient? caller = null, CancellationToken? token = null) =>
        SendAsync(caller ?? _host.Operator(), "/api/v1/scans", key, body, token);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient caller, string address, string? key, string? body, CancellationToken? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await caller.SendAsync(request, token ?? Token);
    }
}
