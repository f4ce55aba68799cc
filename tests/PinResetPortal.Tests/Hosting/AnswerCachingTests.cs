using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>No answer with data is kept by a browser or a proxy. The endpoints come from the portal itself.</summary>
public sealed class AnswerCachingTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task EveryEndpoint_ButThePortalsOwnFiles_SaysNoStore()
    {
        var kept = new List<string>();
        var asked = 0;
        using var browser = host.SignedIn(PortalRole.Admin);
        using var program = host.Caller(TestTokens.Application("Admin"));
        foreach (var route in PortalRoute.All(host.Services).Where(route => !route.IsStatic && route.Pattern != "/authentication/login" && route.Pattern != "/authentication/challenge"))
        {
            using var request = route.Request(PortalHost.Samples, FakeTenantCatalog.Customer);
            using var answer = await (route.IsApi ? program : browser).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            asked++;
            if (answer.Headers.CacheControl is not { NoStore: true })
            {
                kept.Add($"{route.Name}: {(int)answer.StatusCode} {answer.Headers.CacheControl}");
            }
        }

        Assert.Empty(kept);
        Assert.True(asked > 60, $"{asked}");
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/api/v1/tenants/no-id/readiness")]
    public async Task Refusal_SaysNoStore(string address)
    {
        using var client = host.Caller(TestTokens.Application("Admin"));

        using var answer = await client.GetAsync(address, Token);

        Assert.True(answer.Headers.CacheControl?.NoStore);
    }
}
