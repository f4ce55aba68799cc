using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.TokenCacheProviders;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;

namespace PinResetPortal.Graph.Access;

/// <summary>
/// The distributed token cache, with an end for what is kept under a session: MSAL suggests none, because there is a refresh token in it
/// (https://learn.microsoft.com/entra/msal/dotnet/acquiring-tokens/web-apps-apis/on-behalf-of-flow#cache-eviction-for-long-running-obo-processes).
/// </summary>
internal sealed class SessionTokenCache(
    IDistributedCache cache, IOptions<MsalDistributedTokenCacheAdapterOptions> options, ILogger<MsalDistributedTokenCacheAdapter> logger, IServiceProvider services, TimeProvider time)
    : MsalDistributedTokenCacheAdapter(cache, options, logger, services)
{
    /// <summary>The longest life of an access token without continuous access evaluation is 90 minutes: then the caller brings another one.</summary>
    public static readonly TimeSpan OfRequest = TimeSpan.FromMinutes(90);

    /// <summary>Work ends its session itself. This is for what never came to an end, counted from the last token that was fetched for it.</summary>
    public static readonly TimeSpan OfWork = TimeSpan.FromDays(7);

    protected override Task WriteCacheBytesAsync(string cacheKey, byte[] bytes, CacheSerializerHints? cacheSerializerHints)
    {
        if (LifeOf(cacheKey) is { } life)
        {
            cacheSerializerHints ??= new();
            cacheSerializerHints.SuggestedCacheExpiry = time.GetUtcNow() + life;
        }

        return base.WriteCacheBytesAsync(cacheKey, bytes, cacheSerializerHints);
    }

    private static TimeSpan? LifeOf(string cacheKey) =>
        cacheKey.StartsWith(PersonSessions.OfRequest, StringComparison.Ordinal) ? OfRequest
        : cacheKey.StartsWith(PersonSessions.OfWork, StringComparison.Ordinal) ? OfWork
        : null;
}
