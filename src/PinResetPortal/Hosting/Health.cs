using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PinResetPortal.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: what is tagged ready is well too, the database above all.</summary>
internal static class Health
{
    public const string ReadyTag = "ready";

    public static void MapPortalHealth(this IEndpointRouteBuilder app)
    {
        var asked = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().WithMetadata(asked);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = WriteAsync }).AllowAnonymous().WithMetadata(asked);
    }

    /// <summary>The state on the first line, as ever; then a line for each check that is not well.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        // The description of a check that threw is the exception's text, which is for the log.
        var reasons = report.Entries.Where(entry => entry.Value is { Status: not HealthStatus.Healthy, Exception: null, Description: not null }).Select(entry => $"{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync(string.Join('\n', reasons.Prepend(report.Status.ToString())), context.RequestAborted);
    }
}
