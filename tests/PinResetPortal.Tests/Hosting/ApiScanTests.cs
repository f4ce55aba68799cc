using System.Net;
using System.Text;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Hosting;

public sealed class ApiScanTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string Scan = $"/api/v1/scans/{FakeScanService.ScanId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_All_NamesTheScan()
    {
        using var answer = await PostAsync("""{"tenants":"all","refresh":true}""");

        var scan = await answer.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(Scan, answer.Headers.Location!.ToString());
        Assert.Equal((FakeScanService.ScanId.ToString(), "pending"), ((string?)scan["id"], (string?)scan["state"]));
        Assert.Null(host.Scans.LastTenants);
        Assert.True(host.Scans.LastRefresh);
    }

    [Fact]
    public async Task Start_Listed_ReachTheService()
    {
        using var answer = await PostAsync($$"""{"tenants":["{{FakeTenantCatalog.Customer}}"],"refresh":false}""", host.Reader());

        await answer.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal([FakeTenantCatalog.Customer], host.Scans.LastTenants!);
        Assert.False(host.Scans.LastRefresh);
    }

    [Theory]
    [InlineData("""{"refresh":true}""", "tenants")]
    [InlineData("""{"tenants":"some"}""", "tenants")]
    [InlineData("""{"tenants":[]}""", "tenants")]
    [InlineData("""{"tenants":["contoso"]}""", "tenants")]
    [InlineData("""{"tenants":"all","refresh":"yes"}""", "refresh")]
    [InlineData("""{"tenants":"all","fresh":true}""", "fresh")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    public async Task Start_BadBody_IsRefusedWithTheFieldThatIsWrong(string body, string field)
    {
        using var answer = await PostAsync(body);

        var problem = await answer.JsonAsync(HttpStatusCode.BadRequest);
        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task Start_ManyByAReader_IsForbidden()
    {
        using var answer = await PostAsync("""{"tenants":"all"}""", host.Reader());

        Assert.Contains("Operator", (string?)(await answer.JsonAsync(HttpStatusCode.Forbidden))["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TenantOfSomebodyElse_IsNotFound()
    {
        using var answer = await PostAsync($$"""{"tenants":["{{FakeTenantCatalog.Stranger}}"]}""");

        await answer.JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_Running_TellsHowFarItIs()
    {
        using var answer = await host.Reader().GetAsync(Scan, Token);

        var scan = await answer.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(("running", 10, 4, 1), ((string?)scan["state"], (int?)scan["total"], (int?)scan["done"], (int?)scan["failed"]));
        Assert.Equal((2, 3, 1), ((int?)scan["blocked"], (int?)scan["reading"], (int?)scan["throttled"]));
        Assert.NotNull(scan["startedAt"]);
        Assert.Null(scan["finishedAt"]);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("88888888-8888-4888-8888-888888888888", HttpStatusCode.NotFound)]
    public async Task Get_WrongId_SaysSo(string id, HttpStatusCode expected)
    {
        using var answer = await host.Reader().GetAsync($"/api/v1/scans/{id}", Token);

        await answer.JsonAsync(expected);
    }

    [Fact]
    public async Task Items_Page_ReachesTheService()
    {
        using var answer = await host.Reader().GetAsync($"{Scan}/items?outcome=appOnlyNotGranted&skip=5&take=7", Token);

        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"outcome\":\"read\"", body, StringComparison.Ordinal);
        // One more than was asked for tells whether another page follows.
        Assert.Equal((ScanOutcome.AppOnlyNotGranted, 5, 8), host.Scans.LastPage);
    }

    [Theory]
    [InlineData("limit=1", "/items?skip=1&limit=1")]
    [InlineData("take=1&skip=3", "/items?skip=4&take=1")]
    [InlineData("limit=2", null)]
    public async Task Items_MoreThanThePage_NameTheNextOne(string query, string? next)
    {
        host.Scans.Items = 2;

        using var answer = await host.Reader().GetAsync($"{Scan}/items?{query}", Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(next is null ? null : $"<{Scan}{next}>; rel=\"next\"", answer.Headers.TryGetValues("Link", out var links) ? links.Single() : null);
    }

    [Theory]
    [InlineData("take=0")]
    [InlineData("take=5000")]
    [InlineData("skip=-1")]
    [InlineData("outcome=7")]
    [InlineData("outcome=nice")]
    public async Task Items_BadPage_IsRefused(string query)
    {
        using var answer = await host.Reader().GetAsync($"{Scan}/items?{query}", Token);

        await answer.JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Cancel_ByOperator_StopsAndByReaderDoesNot()
    {
        using var denied = await host.Reader().PostAsync($"{Scan}/cancel", null, Token);
        using var stopped = await host.Operator().PostAsync($"{Scan}/cancel", null, Token);

        await denied.JsonAsync(HttpStatusCode.Forbidden);
        Assert.Equal("cancelled", (string?)(await stopped.JsonAsync(HttpStatusCode.OK))["state"]);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, HttpClient? caller = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await (caller ?? host.Operator()).PostAsync("/api/v1/scans", content, Token);
    }
}
