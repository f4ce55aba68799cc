using System.Diagnostics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PinResetPortal.Hosting;

/// <summary>
/// Traces, metrics and logs; exported only when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Query strings are redacted by the
/// instrumentation itself (https://opentelemetry.io/docs/specs/semconv/http/http-spans/), and the path of an outgoing request is
/// cut to host and version, because Graph paths name people, and those of webhooks are secret. What pages and browsers tell each other has no spans: they would be one for
/// each click and each poll. Statements of the database are recorded without their values.
/// </summary>
internal static class Telemetry
{
    private const string OurSources = "PinResetPortal*";
    private const string ServiceName = "pinresetportal";

    private static readonly PathString[] Untraced = ["/health", "/_blazor"];

    public static IServiceCollection AddPortalTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var export = !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        services.AddOpenTelemetry()
            // The environment has the last word: OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES.
            .ConfigureResource(resource => resource.AddService(ServiceName).AddEnvironmentVariableDetector())
            .WithTracing(tracing =>
            {
                tracing.AddSource(OurSources)
                    .AddAspNetCoreInstrumentation(options =>
                    {
                        options.Filter = context => !Untraced.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));
                        options.EnableAspNetCoreSignalRSupport = false;
                        options.EnableRazorComponentsSupport = false;
                    })
                    .AddEntityFrameworkCoreInstrumentation(options => options.Filter = (_, _) => IsPartOfSomething(Activity.Current))
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
        if (export)
        {
            services.AddOpenTelemetry().WithLogging(logging => logging.AddOtlpExporter(), options => options.IncludeFormattedMessage = true);
        }

        services.AddScoped<CircuitHandler, CircuitTraces>();
        return services;
    }

    /// <summary>Rounds look into the database again and again, and mostly find nothing: a statement alone is no trace.</summary>
    private static bool IsPartOfSomething(Activity? statement) => statement is { ParentSpanId: var parent } && parent != default;

    /// <summary>Host and version of Graph; of every other address the host alone: its path may be what makes it secret, as a webhook's is.</summary>
    internal static string Shortened(Uri? uri) => uri?.GetLeftPart(UriPartial.Authority) + (uri?.Segments.ElementAtOrDefault(1) is "v1.0/" or "beta/" ? $"/{uri.Segments[1]}" : "");
}
