using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Emulator.Requests;

namespace PinResetPortal.Emulator.Pipeline;

/// <summary>Writes every request into the log before anything else happens to it, and its status before the answer leaves.</summary>
internal sealed class RequestLogging(RequestLog log) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (context.Request.Path.StartsWithSegments("/_control") || context.Request.Path.StartsWithSegments("/_signin"))
        {
            await next(context);
            return;
        }

        var entry = log.Begin(context.Request.Method, target.Replace("%24", "$", StringComparison.Ordinal));
        context.Features.Set(entry);
        context.Response.OnStarting(() =>
        {
            entry.Status ??= context.Response.StatusCode;
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            entry.Status ??= context.Response.StatusCode;
        }
        finally
        {
            // The client went away before there was an answer.
            entry.Status ??= 0;
        }
    }
}
