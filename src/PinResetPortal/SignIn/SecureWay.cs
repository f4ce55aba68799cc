namespace PinResetPortal.SignIn;

/// <summary>
/// In Production the sign-in cookies travel over https only, and Entra takes no redirect address with http: a browser that came over http would be sent
/// away and could not come back. A browser on this machine may (https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions).
/// </summary>
internal static class SecureWay
{
    /// <summary>The sign-in page says then that the proxy did not say https.</summary>
    public const string Refused = "/sign-in?error=http";

    /// <summary>Whoever asks refuses the sign-in: that it came over http is kept for the portal's own checks.</summary>
    public static bool IsMissing(HttpContext context)
    {
        if (!CameOverHttp(context))
        {
            return false;
        }

        context.RequestServices.GetRequiredService<HttpRefusals>().Note();
        return true;
    }

    private static bool CameOverHttp(HttpContext context) =>
        !context.Request.IsHttps
        && context.RequestServices.GetRequiredService<IHostEnvironment>().IsProduction()
        && !new UriBuilder(Uri.UriSchemeHttp, context.Request.Host.Host is { Length: > 0 } host ? host : "unknown.invalid").Uri.IsLoopback;
}

/// <summary>When a sign-in was refused last because it came over http, since this process runs.</summary>
internal sealed class HttpRefusals(TimeProvider time)
{
    private static readonly TimeSpan _rememberedFor = TimeSpan.FromDays(1);
    private DateTimeOffset? _last;

    /// <summary>Null: not within the last day.</summary>
    public DateTimeOffset? Last => _last is { } last && time.GetUtcNow() - last < _rememberedFor ? last : null;

    public void Note() => _last = time.GetUtcNow();
}
