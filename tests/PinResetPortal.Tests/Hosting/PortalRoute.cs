using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>One endpoint of the portal, as it says itself: what is added tomorrow is in every test that goes over all of them.</summary>
internal sealed partial record PortalRoute(string Method, RouteEndpoint Endpoint)
{
    /// <summary>Bodies that would be taken from somebody who may; empty: it takes none.</summary>
    public static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DELETE /api/v1/tenants/{tenantId}"] = "",
        ["PUT /api/v1/tenants/{tenantId}/tags"] = """{"tags":["a"]}""",
        ["POST /api/v1/tenants/{tenantId}/onboarding/consent"] = "",
        ["POST /api/v1/tenants/{tenantId}/offboarding"] = """{"confirm":"{tenant}"}""",
        ["POST /api/v1/tenants/{tenantId}/remediations"] = """{"checks":"all","planHash":"x"}""",
        ["POST /api/v1/tenants/{tenantId}/devices/sync"] = "",
        ["PUT /api/v1/tenants/{tenantId}/drift/{policyId}/acceptance"] = """{"note":"n","owner":"o","until":"{soon}"}""",
        ["POST /api/v1/operations/{id}/undo"] = "",
        ["POST /api/v1/operations/{id}/resume"] = "",
        ["POST /api/v1/operations/{id}/cancel"] = "",
        ["POST /api/v1/scans/{id}/cancel"] = "",
        ["POST /api/v1/bulk-repairs/{id}/start"] = """{"planHash":"x","confirmation":"x"}""",
        ["POST /api/v1/bulk-repairs/{id}/continue"] = "",
        ["POST /api/v1/bulk-repairs/{id}/stop"] = "",
        ["POST /api/v1/bulk-repairs/{id}/retry"] = "",
        ["POST /api/v1/bulk-repairs/{id}/undo"] = "",
        ["POST /api/v1/destinations"] = """{"name":"n","channel":"webhook","settings":{"url":"https://hooks.example/"}}""",
        ["PUT /api/v1/destinations/{id}"] = """{"name":"n","channel":"webhook","settings":{"url":"https://hooks.example/"},"revision":1}""",
        ["DELETE /api/v1/destinations/{id}"] = "",
        ["POST /api/v1/destinations/{id}/secret"] = "",
        ["POST /api/v1/destinations/{id}/test"] = "",
        ["POST /api/v1/reports"] = """{"name":"n","rhythm":"weekly","at":"07:00","timeZone":"Europe/Berlin","destinationId":"{mail}"}""",
        ["PUT /api/v1/reports/{id}"] = """{"name":"n","rhythm":"monthly","at":"07:00","timeZone":"Europe/Berlin","destinationId":"{mail}","revision":1}""",
        ["DELETE /api/v1/reports/{id}"] = "",
        ["POST /api/v1/reports/{id}/send"] = "",
        ["POST /api/v1/tenants"] = """{"tenant":"contoso.example"}""",
        ["POST /api/v1/scans"] = """{"tenants":["{tenant}"]}""",
        ["POST /api/v1/bulk-repairs"] = """{"tenants":["{tenant}"],"checks":"all"}""",
        ["POST /api/v1/diagnose"] = """{"tenantId":"{tenant}","text":"0x80070774"}""",
    };

    /// <summary>What a question needs besides its ids to be one.</summary>
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal) { ["GET /api/v1/tenants/{tenantId}/people"] = "?search=alice" };

    /// <summary>Every endpoint of the portal, once for each method.</summary>
    public static IEnumerable<PortalRoute> All(IServiceProvider services) => services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new PortalRoute(method, endpoint)));

    /// <summary>A request that somebody who may would be answered.</summary>
    /// <param name="samples">What stands in the place of parameters, see <see cref="SampleOf"/>.</param>
    /// <param name="tenant">Stands in bodies that name a tenant.</param>
    /// <param name="query">Empty: what the question needs to be one.</param>
    public HttpRequestMessage Request(IReadOnlyDictionary<string, string> samples, TenantId tenant, string query = "")
    {
        var path = Parameter().Replace(Pattern, match => SampleOf(samples, match.Groups["name"].Value) ?? "unknown");
        var request = new HttpRequestMessage(new HttpMethod(Method), path + (query.Length > 0 ? query : Queries.GetValueOrDefault(Name)));
        if (Bodies.GetValueOrDefault(Name) is { Length: > 0 } body)
        {
            body = body.Replace("{tenant}", tenant.ToString(), StringComparison.Ordinal)
                .Replace("{mail}", samples.GetValueOrDefault("mail", "99999999-9999-4999-8999-999999999999"), StringComparison.Ordinal)
                .Replace("{soon}", TimeProvider.System.GetUtcNow().AddDays(1).ToString("O"), StringComparison.Ordinal);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    public string Pattern => $"/{Endpoint.RoutePattern.RawText?.TrimStart('/')}";

    public string Name => $"{Method} {Pattern}";

    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>The public keys that signatures are checked with belong to nobody.</summary>
    public bool IsForEverybody => Name == "GET /api/v1/portal/keys";

    public bool IsPage => Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;

    /// <summary>Files and the circuit: no matter of a tenant.</summary>
    public bool IsFramework => Pattern.StartsWith("/_", StringComparison.Ordinal) || Pattern.StartsWith("/openapi", StringComparison.Ordinal)
        || Pattern.StartsWith("/authentication", StringComparison.Ordinal) || Pattern.Contains("{**", StringComparison.Ordinal) || Pattern.Contains("{*", StringComparison.Ordinal)
        || IsStatic || (Pattern == "/" && !IsPage);

    public IReadOnlyList<string> Parameters => [.. Endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)];

    public PortalRole? Needed => Role().Match(Endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? "") is { Success: true } match
        ? Enum.Parse<PortalRole>(match.Groups["role"].Value)
        : null;

    /// <summary>By the name of the parameter, and for <c>id</c> by the segment before it.</summary>
    public string? SampleOf(IReadOnlyDictionary<string, string> samples, string parameter) => samples.GetValueOrDefault(parameter) ?? samples.GetValueOrDefault($"{SegmentBefore(parameter)}/{parameter}");

    /// <summary>Whoever comes gets in, without a cookie and without a token.</summary>
    public bool IsOpen => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    public bool IsStatic => Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private string? SegmentBefore(string parameter)
    {
        var segments = Pattern.Split('/');
        var at = Array.FindIndex(segments, segment => segment.StartsWith($"{{{parameter}", StringComparison.Ordinal));
        return at > 0 ? segments[at - 1] : null;
    }

    [GeneratedRegex(@"Needs the role (?<role>\w+)")]
    private static partial Regex Role();

    [GeneratedRegex(@"\{\**(?<name>\w+)(:[^}]*)?\??\}")]
    private static partial Regex Parameter();
}
