using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.SignIn;

namespace PinResetPortal.Api.Calls;

/// <summary>How often one caller may ask: one bucket for each, so that a busy script does not shut out a person. Files have a smaller one: each is read out of the whole database.</summary>
internal static class RateLimits
{
    public const string Calls = "api";

    public const string Exports = "exports";

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Calls, context => RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => CallBucket(Of(context).ApiRequestsPerMinute)));
        options.AddPolicy(Exports, context => RateLimitPartition.GetTokenBucketLimiter($"{CallerOf(context)}/files", _ => FileBucket(Of(context).ExportsPerMinute)));
        options.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            var seconds = Math.Clamp((int)Math.Ceiling(wait.TotalSeconds), 1, 60);
            var isFile = rejected.HttpContext.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Exports;
            rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await Problems.TooMany(rejected.HttpContext, seconds, isFile ? nameof(PortalOptions.ExportsPerMinute) : nameof(PortalOptions.ApiRequestsPerMinute)).ExecuteAsync(rejected.HttpContext);
        };
    }

    private static TokenBucketRateLimiterOptions CallBucket(int perMinute) => new()
    {
        TokenLimit = perMinute / 10,
        TokensPerPeriod = perMinute / 60,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static TokenBucketRateLimiterOptions FileBucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
        QueueLimit = 0,
    };

    private static PortalOptions Of(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value;

    private static string CallerOf(HttpContext context) => ActorFactory.From(context.User) is { } actor ? $"{actor.HomeTenantId}/{actor.Id}" : $"{context.Connection.RemoteIpAddress}";
}
