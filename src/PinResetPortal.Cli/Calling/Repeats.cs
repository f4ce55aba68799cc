using System.Net;
using Polly;
using Polly.Retry;

namespace PinResetPortal.Cli.Calling;

/// <summary>What is sent again by itself: what was turned away for now, and what got no answer and is harmless to repeat.</summary>
internal static class Repeats
{
    private const int Most = 3;

    /// <param name="isHarmless">Whether the request may be sent again when nobody knows whether it arrived.</param>
    public static ResiliencePipeline<HttpResponseMessage> Of(bool isHarmless, TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Most,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome switch
                {
                    { Result.StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } => true,
                    { Result: { StatusCode: HttpStatusCode.Conflict, Headers.RetryAfter: not null } } => true, // the first request with the same key still runs
                    { Exception: HttpRequestException } => isHarmless,
                    _ => false,
                }),
                DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.Headers.RetryAfter?.Delta),
                OnRetry = attempt =>
                {
                    attempt.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
}
