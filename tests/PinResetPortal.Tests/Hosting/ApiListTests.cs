using System.Net;
using System.Text.Json.Nodes;

namespace PinResetPortal.Hosting;

public sealed class ApiListTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tenants_WithLimit_AreReachedPageByPage()
    {
        using var reader = host.Reader();
        var whole = (await (await reader.GetAsync("/api/v1/tenants", Token)).JsonAsync()).AsArray().Select(Id).ToList();

        var pages = new List<string>();
        for (var next = "/api/v1/tenants?limit=1"; next is not null;)
        {
            using var answer = await reader.GetAsync(next, Token);
            pages.AddRange(Assert.Single((await answer.JsonAsync()).AsArray()) is { } entry ? [Id(entry)] : []);
            next = Next(answer);
        }

        Assert.True(whole.Count > 1);
        Assert.Equal(whole, pages);
    }

    [Fact]
    public async Task Tenants_WithoutLimit_ComeWholeAndNameNoNextPage()
    {
        using var reader = host.Reader();

        using var answer = await reader.GetAsync("/api/v1/tenants", Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(Next(answer));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("verdict=NotReady", 1)]
    [InlineData("verdict=notready", 1)]
    [InlineData("verdict=Ready", 0)]
    [InlineData("check=consent.pin-reset-service", 0)]
    [InlineData("tag=gold", 0)]
    [InlineData("stage=proven", 0)]
    [InlineData("changedSince=2026-11-22T08:30:00Z", 1)]
    [InlineData("changedSince=2026-11-22T09:30:00%2B01:00", 1)]
    [InlineData("changedSince=2026-11-22T08:30:01Z", 0)]
    [InlineData("verdict=NotReady&changedSince=2026-11-22T08:30:01Z", 0)]
    public async Task Tenants_Filtered_AreThoseThatMatch(string query, int expected)
    {
        using var reader = host.Reader();

        var tenants = await (await reader.GetAsync($"/api/v1/tenants?{query}", Token)).JsonAsync();

        Assert.Equal(expected, tenants.AsArray().Count);
    }

    /// <summary>The entry that a page ended with may be repaired before the next page is asked for.</summary>
    [Fact]
    public async Task Tenants_LastOfThePageDoesNotMatchAnyMore_GoesOnBehindIt()
    {
        using var reader = host.Reader();
        using var first = await reader.GetAsync("/api/v1/tenants?limit=1", Token);

        var rest = await (await reader.GetAsync($"{Next(first)}&verdict=NotReady", Token)).JsonAsync();

        Assert.Single(rest.AsArray());
    }

    [Theory]
    [InlineData("tenants?verdict=nice", "verdict is one of Ready, NotReady, Unknown")]
    [InlineData("tenants?verdict=1", "verdict is one of")]
    [InlineData("tenants?stage=SetUpp", "blocked, unknown, setUp")]
    [InlineData("tenants?changedSince=yesterday", "changedSince is a moment")]
    [InlineData("tenants?changedSince=2026-11-22T08:30:00", "changedSince is a moment")]
    [InlineData("tenants?limit=0", "limit is a number from 1 to 1000")]
    [InlineData("tenants?limit=1001", "limit is a number from 1 to 1000")]
    [InlineData("tenants?after=!", "Link header")]
    [InlineData("tenants?limit=1&after=bm9uZQ", "Begin again")]
    [InlineData("audit?limit=1.5", "limit is a number")]
    [InlineData("audit?changedSince=1", "changedSince is a moment")]
    [InlineData("scans?after=bm9uZQ", "Begin again")]
    [InlineData("bulk-repairs?limit=-1", "limit is a number")]
    public async Task List_BadQuery_IsRefusedWithASentence(string address, string sentence)
    {
        using var reader = host.Reader();

        var problem = await (await reader.GetAsync($"/api/v1/{address}", Token)).ProblemAsync(HttpStatusCode.BadRequest, "bad-request");

        Assert.Contains(sentence, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WithLimit_EndsWhenEveryVisibleEntryWasShown()
    {
        using var reader = host.Reader();
        var whole = (await (await reader.GetAsync("/api/v1/audit", Token)).JsonAsync()).AsArray().Count;

        var seen = 0;
        for (var next = "/api/v1/audit?limit=1"; next is not null;)
        {
            using var answer = await reader.GetAsync(next, Token);
            seen += (await answer.JsonAsync()).AsArray().Count;
            next = Next(answer);
        }

        Assert.Equal(whole, seen);
    }

    private static string Id(JsonNode? tenant) => (string)tenant!["tenantId"]!;

    private static string? Next(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('>')[0].TrimStart('<') : null;
}
