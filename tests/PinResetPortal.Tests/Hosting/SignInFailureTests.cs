using System.Web;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PinResetPortal.Core.Field;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>A sign-in that fails says which kind of thing is wrong, and never what the exception says.</summary>
public sealed class SignInFailureTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("access_denied", "AADSTS65004: User declined to consent.", "cancelled", "cancelled")]
    [InlineData("access_denied", "AADSTS65001: not consented. Trace ID: hush", "consent", "has not consented")]
    [InlineData("access_denied", "AADSTS53003: blocked by policy hush", "conditional-access", "Conditional Access")]
    [InlineData("unauthorized_client", "AADSTS700016: Application hush was not found", "registration", "AzureAd:ClientId")]
    [InlineData("access_denied", "AADSTS50105: hush is not assigned to a role", "assignment", "not assigned")]
    [InlineData("server_error", "something that nobody knows: hush", "failed", "did not work")]
    public async Task Callback_ErrorOfEntra_IsItsKindOnTheSignInPage(string error, string description, string kind, string words)
    {
        using var host = new OfflineHost();
        using var browser = host.Caller(null);
        using var left = await browser.GetAsync("/authentication/login", Cancelled);
        var state = HttpUtility.ParseQueryString(left.Headers.Location!.Query)["state"]!;
        browser.DefaultRequestHeaders.Add("Cookie", left.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["error"] = error, ["error_description"] = description, ["state"] = state });
        using var answer = await browser.PostAsync("/signin-oidc", form, Cancelled);
        var page = await browser.GetStringAsync(answer.Headers.Location, Cancelled);

        var id = answer.Headers.GetValues("X-Correlation-Id").Single();
        Assert.Equal($"/sign-in?error={kind}&id={id}", answer.Headers.Location?.OriginalString);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains(id, page, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_WithoutTheCookie_SaysSo()
    {
        using var host = new OfflineHost();
        using var browser = host.Caller(null);
        using var left = await browser.GetAsync("/authentication/login", Cancelled);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = "x", ["state"] = HttpUtility.ParseQueryString(left.Headers.Location!.Query)["state"]! });

        using var answer = await browser.PostAsync("/signin-oidc", form, Cancelled);

        Assert.StartsWith("/sign-in?error=cookie&", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { new MsalServiceException("invalid_client", "AADSTS7000215: Invalid client secret provided.", 401), "credential" },
        { new InvalidOperationException("outer", new MsalServiceException("invalid_client", "AADSTS7000222: expired", 401)), "credential" },
        { new ArgumentException("IDW10109: All client certificates passed to the configuration have expired or can't be loaded."), "credential" },
        { new MsalServiceException("server_error", "AADSTS90033: A transient error", 503), "unavailable" },
        { new HttpRequestException("no route"), "unavailable" },
        { new InvalidOperationException("?"), "failed" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Classify_FailedRedemption_IsItsKind(Exception failure, string kind) => Assert.Equal(kind, SignInFailure.Classify(failure).Kind);

    /// <summary>Every kind of refusal has words of its own, the next one too.</summary>
    [Fact]
    public void Sentence_EveryKindOfRefusal_HasItsOwn()
    {
        var codes = Enumerable.Range(0, 8_000_000).Where(code => EntraRefusal.Of(code) != EntraRefusalKind.Other).GroupBy(code => EntraRefusal.Of(code)).Select(kind => kind.First());

        var sentences = codes.Select(code => SignInFailure.Sentence(SignInFailure.Classify(new InvalidOperationException($"AADSTS{code:0000}: x")).Kind)).ToList();

        Assert.Distinct(sentences);
        Assert.DoesNotContain(SignInFailure.Sentence("failed"), sentences);
        Assert.Equal(Enum.GetValues<EntraRefusalKind>().Length - 1, sentences.Count);
    }

    private sealed class OfflineHost : PortalHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
            {
                options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(
                    new() { Issuer = TestTokens.Issuer, AuthorizationEndpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize" });
            }));
        }
    }
}
