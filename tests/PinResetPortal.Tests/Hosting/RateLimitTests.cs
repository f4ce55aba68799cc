using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

public sealed class RateLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public void EveryFile_HasTheLimitOfFiles()
    {
        using var host = new PortalHost();

        var files = PortalRoute.All(host.Services).Where(route => route.Pattern.StartsWith("/export", StringComparison.Ordinal) || route.Pattern.EndsWith(".csv", StringComparison.Ordinal)).ToList();

        Assert.True(files.Count > 6);
        Assert.All(files, file => Assert.Equal(RateLimits.Exports, file.Endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName));
    }

    [FactAttribute]
    public async Task File_OverTheLimit_Is429WithATimeToWait()
    {
        using var host = new LimitedHost("Portal:ExportsPerMinute", 2);
        using var client = host.SignedIn(PortalRole.Reader);
        using var other = host.SignedIn(PortalRole.Reader, FakeTenantCatalog.Home);

        using var first = await client.GetAsync("/export/tenants.csv", Token);
        using var second = await client.GetAsync("/export/audit.csv", Token);
        using var third = await other.GetAsync("/export/audit.json", Token);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var problem = await third.ProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Contains("Portal:ExportsPerMinute", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [FactAttribute]
    public async Task Call_OverTheLimit_Is429WithATimeToWait()
    {
        using var host = new LimitedHost("Portal:ApiRequestsPerMinute", 60);
        using var client = host.Caller(TestTokens.Application("Reader"));

        // A tenth of a minute's requests come at once, and one more each second.
        var answers = new List<HttpResponseMessage>();
        while (answers.Count < 100 && answers.All(answer => answer.StatusCode == HttpStatusCode.OK))
        {
            answers.Add(await client.GetAsync("/api/v1/tenants", Token));
        }

        Assert.True(answers.Count > 6, $"{answers.Count}");
        var problem = await answers[^1].ProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Contains("Portal:ApiRequestsPerMinute", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.NotNull(answers[^1].Headers.RetryAfter?.Delta);
        answers.ForEach(answer => answer.Dispose());
    }

    private sealed class LimitedHost(string setting, int value) : PortalHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting(setting, $"{value}");
        }
    }
}
