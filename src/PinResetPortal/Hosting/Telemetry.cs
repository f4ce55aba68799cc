using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PinResetPortal.Hosting;

/// <summary>
/// Traces and metrics; exported only when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Query strings are redacted by the
/// instrumentation itself (https://opentelemetry.io/docs/specs/semconv/http/http-spans/), and the path of an outgoing request is
/// cut to host and version, because Graph paths name people.
/// </summary>
internal static class Telemetry
{
    private const string OurSources = "PinResetPortal*";

    public static IServiceCollection AddPortalTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var export = !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("pinresetportal"))
            .WithTracing(tracing =>
            {
                tracing.AddSource(OurSources)
                    .AddAspNetCoreInstrumentation(options => options.Filter = context => !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                    .AddHttpClientInstrumentation(options => options.EnrichWithHttpRequestMessage = (activity, request) => activity.SetTag("url.full", Shortened(request.RequestUri)));
                if (export)
                {
                    tracing.AddOtlpExporter();
                }
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(OurSources).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation();
                if (export)
                {
                    metrics.AddOtlpExporter();
                }
            });
        return services;
    }

    internal static string? Shortened(Uri? uri) =>
        uri is null ? null : uri.GetLeftPart(UriPartial.Authority) + string.Concat(uri.Segments.Take(3));
}
