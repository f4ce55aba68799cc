using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Api.Calls;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>The one boundary for what nobody expected: logged once, answered as a problem on the API and by <c>/error</c> on pages.</summary>
internal sealed partial class UnexpectedErrors(ILogger<UnexpectedErrors> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        // The middleware has already put the address of the error page in the place of the real one.
        var failed = httpContext.Features.GetRequiredFeature<IExceptionHandlerPathFeature>();
        if (exception is not BadHttpRequestException)
        {
            LogUnexpected(exception, httpContext.Request.Method, failed.Endpoint?.DisplayName ?? "no endpoint");
        }

        if (!TokenPaths.Cover(failed.Path))
        {
            return false;
        }

        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.ForStatus(httpContext, StatusCodes.Status413PayloadTooLarge),
            BadHttpRequestException bad => Problems.BadRequest(httpContext, bad.Message, bad.StatusCode),
            _ => Problems.Unexpected(httpContext),
        };
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Unexpected error in {Method} {Endpoint}")]
    private partial void LogUnexpected(Exception exception, string method, string endpoint);
}
