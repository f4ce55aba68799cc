using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Kiota.Abstractions;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Changing;

/// <summary>The one place through which every write to Graph goes: one call, one request, one line in the log.</summary>
internal sealed partial class WriteGateway(TimeProvider time, ILogger<WriteGateway> logger)
{
    /// <param name="prefer">A preference that goes along (https://learn.microsoft.com/graph/api/application-upsert), if any.</param>
    public async Task<WriteAnswer> SendAsync(GraphConnection connection, PlannedRequest planned, CancellationToken cancellationToken, string? prefer = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var activity = GraphTelemetry.Source.StartActivity("graph.write");
        activity?.SetTag("tenant.id", connection.Token.TenantId.ToString());
        var version = planned.Path.StartsWith("/beta/", StringComparison.Ordinal) ? GraphVersion.Beta : GraphVersion.V1;
        var request = new RequestInformation { HttpMethod = Enum.Parse<Method>(planned.Method), URI = connection.Address(planned.Path) };
        request.Headers.Add("Accept", "application/json");
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        if (planned.Body is not null)
        {
            request.SetStreamContent(new MemoryStream(Encoding.UTF8.GetBytes(planned.Body)), "application/json");
        }

        try
        {
            using var response = await connection.SendAsync(version, request, cancellationToken);
            var requestId = GraphHeaders.RequestId(response);
            LogSent(logger, connection.Token.TenantId, planned.Method, planned.Path, (int)response.StatusCode, requestId);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var parsed = Parse(body);
            return new WriteAnswer(
                (int)response.StatusCode, parsed, requestId, GraphHeaders.RetryAfter(response, time), GraphHeaders.Claims(response), IsGarbled: parsed is null && body.Length > 0);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogLost(logger, connection.Token.TenantId, planned.Method, planned.Path, exception.GetType().Name);
            return new WriteAnswer(null, null, null, null, null, exception is OperationCanceledException ? "Graph did not answer in time." : "The connection to Graph broke off.");
        }
    }

    private static JsonElement? Parse(byte[] body)
    {
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body) is { ValueKind: JsonValueKind.Object } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(3001, LogLevel.Information, "Sent to tenant {TenantId}: {Method} {Path} -> {Status} (request-id {RequestId})")]
    private static partial void LogSent(ILogger logger, TenantId tenantId, string method, string path, int status, string? requestId);

    [LoggerMessage(3002, LogLevel.Warning, "Sent to tenant {TenantId}: {Method} {Path} -> no answer ({Failure})")]
    private static partial void LogLost(ILogger logger, TenantId tenantId, string method, string path, string failure);
}
