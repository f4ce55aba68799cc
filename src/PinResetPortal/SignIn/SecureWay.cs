namespace PinResetPortal.SignIn;

/// <summary>
/// In Production the sign-in cookies travel over https only, and Entra takes no redirect address with http: a browser that came over http would be sent
/// away and could not come back. A browser on this machine may (https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions).
/// </summary>
internal static class SecureWay
{
    /// <summary>The sign-in page says then that the proxy did not say https.</summary>
    public const string Refused = "/sign-in?error=http";

    public static bool IsMissing(HttpContext context) =>
        !context.Request.IsHttps
        && context.RequestServices.GetRequiredService<IHostEnvironment>().IsProduction()
        && !new UriBuilder(Uri.UriSchemeHttp, context.Request.Host.Host is { Length: > 0 } host ? host : "unknown.invalid").Uri.IsLoopback;
}
