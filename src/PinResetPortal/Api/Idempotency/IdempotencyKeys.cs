using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Api.Calls;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Idempotency;

namespace PinResetPortal.Api.Idempotency;

/// <summary>
/// Runs a request with an <c>Idempotency-Key</c> once, and answers it again when it is sent again. Which requests take one is told by
/// <see cref="IdempotentEndpoints"/>: every POST of the API that is not marked as reading only.
/// </summary>
internal sealed class IdempotencyKeys(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public const string Header = "Idempotency-Key";

    public const string ReplayedHeader = "Idempotency-Replayed";

    public const int LongestKey = 255;

    public async Task InvokeAsync(HttpContext context, IIdempotencyStore store)
    {
        if (!IdempotentEndpoints.TakesKey(context.GetEndpoint()) || !context.Request.Headers.TryGetValue(Header, out var values) || ActorFactory.From(context.User) is not { } actor)
        {
            await next(context);
            return;
        }

        var text = values.ToString().Trim().Trim('"');
        if (text.Length is 0 or > LongestKey || text.Any(character => character is < '!' or > '~'))
        {
            await Problems.BadRequest(context, $"{Header} takes 1 to {LongestKey} visible ASCII characters, a new UUID for example.").ExecuteAsync(context);
            return;
        }

        // Whoever gives a key sends again when nobody answers: the request is not dropped with the connection.
        context.RequestAborted = lifetime.ApplicationStopping;
        context.Request.EnableBuffering();
        var request = context.Request;
        var key = new RequestKey(
            Hash($"{actor.HomeTenantId}\n{actor.Kind}\n{actor.Id}\n{request.Method} {request.PathBase}{request.Path}\n{text}"),
            actor.HomeTenantId,
            await FingerprintAsync(request, lifetime.ApplicationStopping));
        switch (await store.ClaimAsync(key, lifetime.ApplicationStopping))
        {
            case KeyClaim.Taken:
                await RunAsync(context, store, key);
                break;
            case KeyClaim.Answered { Response: var kept }:
                await ReplayAsync(context, kept);
                break;
            case KeyClaim.OtherRequest:
                await Problems.KeyOfAnotherRequest(context).ExecuteAsync(context);
                break;
            case KeyClaim.Running:
                context.Response.Headers.RetryAfter = "1";
                await Problems.KeyStillRunning(context).ExecuteAsync(context);
                break;
            default:
                await Problems.KeyAbandoned(context).ExecuteAsync(context);
                break;
        }
    }

    private async Task RunAsync(HttpContext context, IIdempotencyStore store, RequestKey key)
    {
        var body = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException)
        {
            // Refused before anything ran.
            await store.ReleaseAsync(key, CancellationToken.None);
            throw;
        }
        catch (Exception)
        {
            await store.AbandonAsync(key, CancellationToken.None);
            throw;
        }
        finally
        {
            context.Response.Body = body;
        }

        var response = context.Response;
        if (response.StatusCode is >= 200 and < 300)
        {
            await store.KeepAsync(key, new(response.StatusCode, response.ContentType, response.Headers.Location, answer.ToArray()), CancellationToken.None);
        }
        else
        {
            await store.ReleaseAsync(key, CancellationToken.None);
        }

        answer.Position = 0;
        await answer.CopyToAsync(body, context.RequestAborted);
    }

    private static async Task ReplayAsync(HttpContext context, KeptResponse kept)
    {
        var response = context.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (kept.Status, kept.ContentType, kept.Body.Length);
        response.Headers.Location = kept.Location;
        response.Headers[ReplayedHeader] = "true";
        await response.Body.WriteAsync(kept.Body, context.RequestAborted);
    }

    private static async Task<string> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.QueryString}\n"));
        var buffer = new byte[81920];
        for (int count; (count = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, count);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
