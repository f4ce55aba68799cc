using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Graph.Onboarding;

/// <summary>
/// Tokens as Microsoft.Identity.Web gets them, from MSAL over HTTP to an Emulator: for people who signed in through its pages, and for the
/// application itself.
/// </summary>
internal sealed class MsalTokens(HttpClient toEmulator, Uri emulator) : ITokenAcquisition, IMsalHttpClientFactory
{
    private IConfidentialClientApplication? _app;

    private IConfidentialClientApplication App => _app ??= ConfidentialClientApplicationBuilder.Create(TestEmulator.PortalId)
        .WithClientSecret(TestEmulator.PortalSecret)
        .WithRedirectUri(TestEmulator.Redirect)
        .WithAuthority("https://login.microsoftonline.com/organizations")
        .WithHttpClientFactory(this)
        .Build();

    public HttpClient GetHttpClient() => toEmulator;

    public async Task<ClaimsPrincipal> SignInAsync(string user)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = emulator };
        var browser = new Browser(client);
        await browser.OpenAsync(TestEmulator.AuthorizePath(scope: "https://graph.microsoft.com/User.Read openid profile offline_access"));
        await browser.SubmitAsync(("step", "account"), ("user", user));
        var result = await App.AcquireTokenByAuthorizationCode(["https://graph.microsoft.com/User.Read"], browser.Returned["code"])
            .WithPkceCodeVerifier(TestEmulator.Verifier)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return new ClaimsPrincipal(new ClaimsIdentity(result.ClaimsPrincipal.Claims.Append(new("account", result.Account.HomeAccountId.Identifier)), "test", "preferred_username", "roles"));
    }

    public async Task<string> GetAccessTokenForUserAsync(IEnumerable<string> scopes, string? authenticationScheme, string? tenantId = null, string? userFlow = null, ClaimsPrincipal? user = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        var account = await App.GetAccountAsync(user!.FindFirstValue("account"));
        var result = await App.AcquireTokenSilent(scopes, account).WithTenantId(tenantId).WithForceRefresh(tokenAcquisitionOptions?.ForceRefresh == true).ExecuteAsync(tokenAcquisitionOptions?.CancellationToken ?? default);
        return result.AccessToken;
    }

    public async Task<string> GetAccessTokenForAppAsync(string scope, string? authenticationScheme, string? tenant = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        var result = await App.AcquireTokenForClient([scope]).WithTenantId(tenant).WithForceRefresh(tokenAcquisitionOptions?.ForceRefresh == true).ExecuteAsync(tokenAcquisitionOptions?.CancellationToken ?? default);
        return result.AccessToken;
    }

    public Task<AuthenticationResult> GetAuthenticationResultForUserAsync(IEnumerable<string> scopes, string? authenticationScheme, string? tenantId = null, string? userFlow = null, ClaimsPrincipal? user = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        throw new NotSupportedException();

    public Task<AuthenticationResult> GetAuthenticationResultForAppAsync(string scope, string? authenticationScheme, string? tenant = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        throw new NotSupportedException();

    public void ReplyForbiddenWithWwwAuthenticateHeader(IEnumerable<string> scopes, MsalUiRequiredException msalServiceException, string? authenticationScheme, HttpResponse? httpResponse = null) =>
        throw new NotSupportedException();

    public string GetEffectiveAuthenticationScheme(string? authenticationScheme) => authenticationScheme ?? "default";

    public Task ReplyForbiddenWithWwwAuthenticateHeaderAsync(IEnumerable<string> scopes, MsalUiRequiredException msalServiceException, HttpResponse? httpResponse = null) =>
        throw new NotSupportedException();
}
