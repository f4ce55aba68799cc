using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace PinResetPortal.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: what is tagged ready is well too, the database above all.</summary>
internal static class Health
{
    private const string ReadyTag = "ready";

    public static void MapPortalHealth(this IEndpointRouteBuilder app)
    {
        var asked = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().WithMetadata(asked);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) }).AllowAnonymous().WithMetadata(asked);
    }
}
