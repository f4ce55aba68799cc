using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace PinResetPortal.Hosting;

public sealed class AnswerHeaderTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Page_InProduction_SaysHstsForAYearWithSubdomains()
    {
        using var production = new Production();
        using var client = production.Caller(null);

        using var answer = await client.GetAsync(new Uri("https://pin.example.com/sign-in"), Token);

        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Theory]
    [InlineData("GET", "/api/v1/tenants")]
    [InlineData("OPTIONS", "/api/v1/tenants")]
    [InlineData("GET", "/export/audit.csv")]
    [InlineData("OPTIONS", "/mcp")]
    public async Task Answer_ToAnotherOrigin_AllowsNothing(string method, string address)
    {
        using var client = host.Caller(TestTokens.Application("Admin"));
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { { "Origin", "https://evil.example" }, { "Access-Control-Request-Method", "POST" } } };

        using var answer = await client.SendAsync(request, Token);

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/api/v1/tenants")]
    [InlineData("/health/live")]
    public async Task Trace_Anywhere_IsNotAnswered(string address)
    {
        using var client = host.Caller(TestTokens.Application("Admin"));
        using var request = new HttpRequestMessage(HttpMethod.Trace, address) { Headers = { { "X-Echo", "zorblax" } } };

        using var answer = await client.SendAsync(request, Token);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("zorblax", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private sealed class Production : PortalHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Production");
        }
    }
}
