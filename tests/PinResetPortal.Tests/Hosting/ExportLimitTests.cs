using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

public sealed class ExportLimitTests
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
        using var host = new LimitedHost();
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

    private sealed class LimitedHost : PortalHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Portal:ExportsPerMinute", "2");
        }
    }
}
