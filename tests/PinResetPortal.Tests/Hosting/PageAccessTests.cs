using System.Net;

namespace PinResetPortal.Hosting;

public sealed class PageAccessTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/tenants/44444444-4444-4444-8444-444444444444")]
    [InlineData("/troubleshoot")]
    [InlineData("/tenants/44444444-4444-4444-8444-444444444444/troubleshoot")]
    [InlineData("/guide")]
    [InlineData("/guide/caa20004")]
    [InlineData("/authentication/challenge?tenant=44444444-4444-4444-8444-444444444444")]
    [InlineData("/authentication/admin-consent?tenant=44444444-4444-4444-8444-444444444444")]
    [InlineData("/tenants")]
    [InlineData("/export/tenants.csv")]
    [InlineData("/tenants/44444444-4444-4444-8444-444444444444/onboarding")]
    public async Task Page_NobodySignedIn_GoesToSignIn(string page)
    {
        using var client = host.Caller(null);

        using var answer = await client.GetAsync(page, Token);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Page_BearerTokenInsteadOfCookie_GoesToSignIn()
    {
        using var client = host.Operator();

        using var answer = await client.GetAsync("/", Token);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Circuit_NobodySignedIn_IsRefused()
    {
        using var client = host.Caller(null);

        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Token);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Page_Any_CarriesTheSecurityHeaders()
    {
        using var client = host.Caller(null);

        using var answer = await client.GetAsync("/", Token);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://login.microsoftonline.com", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Matches("^[0-9a-f]{32}$", answer.Headers.GetValues("X-Correlation-Id").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_NobodySignedIn_Answers(string address)
    {
        using var client = host.Caller(null);

        using var answer = await client.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
