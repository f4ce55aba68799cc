using System.Net;
using System.Web;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>Which address the portal gives Entra for the way back, in Production, as proxies stand before it.</summary>
public sealed class PublicAddressTests
{
    private const string Container = "http://10.1.2.3:8080";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Container)]
    [InlineData("http://evil.example")]
    [InlineData("https://evil.example")]
    public async Task Login_PublicUrl_IsTheWayBackWhateverTheHostSays(string asked)
    {
        using var host = new ProductionHost(new() { ["Portal:PublicUrl"] = "https://pin.example.com" });

        Assert.Equal("https://pin.example.com/signin-oidc", await WayBackAsync(host, asked));
    }

    [Fact]
    public async Task AdminConsent_PublicUrl_IsTheWayBackAndOfTheLinkToSend()
    {
        using var host = new ProductionHost(new() { ["Portal:PublicUrl"] = "https://pin.example.com" });
        var link = host.Services.GetRequiredService<IChallengeLinks>().AdminConsentToSend(new(FakeTenantCatalog.Home, FakeTenantCatalog.Customer), "olga", new Uri("http://evil.example"));
        using var browser = host.SignedIn(PortalRole.Operator);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/authentication/admin-consent?tenant={FakeTenantCatalog.Customer}") { Headers = { Host = "evil.example" } };

        using var answer = await browser.SendAsync(request, Cancelled);

        Assert.Equal("https://pin.example.com/authentication/consented", Query(new Uri(link), "redirect_uri"));
        Assert.Equal("https://pin.example.com/authentication/consented", Query(answer.Headers.Location, "redirect_uri"));
    }

    /// <summary>Microsoft's ingresses say https and have addresses that change; so does any proxy that nobody declared.</summary>
    [Theory]
    [InlineData("FORWARDEDHEADERS_ENABLED", "true", "10.1.2.3", true)]
    [InlineData("Portal:TrustedProxies:0", "10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("Portal:TrustedProxies:0", "10.1.2.3", "10.1.2.3", true)]
    [InlineData("Portal:TrustedProxies:0", "10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("Portal:TrustedProxies:0", "fd00::/8", "fd12::1", true)]
    [InlineData("Portal:TrustedProxies:0", "10.1.0.0/16", "10.2.2.3", false)]
    [InlineData("Portal:TenantRefreshMinutes", "60", "10.1.2.3", false)]
    public async Task Login_ProxySaysHttps_IsBelievedWhereItIsTrusted(string key, string value, string from, bool believed)
    {
        using var host = new ProductionHost(new() { [key] = value }, IPAddress.Parse(from));

        var wayBack = await WayBackAsync(host, "http://pin.example.com", "https");

        Assert.Equal(believed ? "https://pin.example.com/signin-oidc" : null, wayBack);
    }

    /// <summary>With both, the addresses that were named count, and what a client wrote in front of the proxy's entry is nobody's word.</summary>
    [Fact]
    public async Task Login_SwitchAndProxies_OnlyTheProxiesAreBelieved()
    {
        using var host = new ProductionHost(new() { ["FORWARDEDHEADERS_ENABLED"] = "true", ["Portal:TrustedProxies:0"] = "10.9.0.0/16" }, IPAddress.Parse("10.1.2.3"));

        Assert.Null(await WayBackAsync(host, "http://pin.example.com", "https"));
    }

    [Theory]
    [InlineData("/authentication/login")]
    [InlineData("/authentication/admin-consent?tenant=CUSTOMER")]
    [InlineData("/authentication/challenge?tenant=HOME")]
    public async Task SignIn_OverHttpInProduction_IsToldWhatToSet(string path)
    {
        using var host = new ProductionHost([]);
        using var browser = host.SignedIn(PortalRole.Operator);
        var address = path.Replace("CUSTOMER", $"{FakeTenantCatalog.Customer}", StringComparison.Ordinal).Replace("HOME", $"{FakeTenantCatalog.Home}", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = "pin.example.com" } };

        using var answer = await browser.SendAsync(request, Cancelled);
        using var page = await browser.GetAsync(answer.Headers.Location, Cancelled);

        Assert.Equal(SecureWay.Refused, answer.Headers.Location?.OriginalString);
        Assert.Contains("Portal:PublicUrl", await page.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://127.0.0.1:8080")]
    public async Task Login_OverHttpOnThisMachine_GoesOn(string asked)
    {
        using var host = new ProductionHost([]);

        Assert.Equal($"{asked}/signin-oidc", await WayBackAsync(host, asked));
    }

    private static async Task<string?> WayBackAsync(PortalHost host, string asked, string? forwarded = null)
    {
        using var anybody = host.Caller(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(asked), "/authentication/login"));
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", forwarded);
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        }

        using var answer = await anybody.SendAsync(request, Cancelled);
        return Query(answer.Headers.Location, "redirect_uri");
    }

    private static string? Query(Uri? address, string name) => address?.IsAbsoluteUri == true ? HttpUtility.ParseQueryString(address.Query)[name] : null;

    private sealed class ProductionHost(Dictionary<string, string> settings, IPAddress? from = null) : PortalHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Production");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureTestServices(services =>
            {
                // Where the connection comes from; the test server has none.
                services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new ComesFrom(from)));
                services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options => options.ConfigurationManager =
                    new StaticConfigurationManager<OpenIdConnectConfiguration>(new() { Issuer = TestTokens.Issuer, AuthorizationEndpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize" }));
            });
        }
    }

    private sealed class ComesFrom(IPAddress? address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = address;
                return following(context);
            });
            next(app);
        };
    }
}
