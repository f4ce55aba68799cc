using System.Diagnostics;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Tracing;

/// <summary>The one id by which a page, an API answer, the log and the traces are matched.</summary>
internal static class CorrelationId
{
    public const string Header = "X-Correlation-Id";

    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    /// <summary>Names the id on every answer and the tenant on every trace.</summary>
    public static IApplicationBuilder UseCorrelationId(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var id = Of(context);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Runs behind routing: only then is the tenant known.</summary>
    public static IApplicationBuilder UseTenantTracing(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (TenantId.TryParse((context.GetRouteValue("tenantId") ?? context.GetRouteValue("Id")) as string, null, out var tenant))
        {
            Activity.Current?.SetTag("pinreset.tenant_id", tenant.ToString());
        }

        return next(context);
    });
}
