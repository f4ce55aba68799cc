using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entrance;
using PinResetPortal.Emulator.Faults;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Requests;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Pipeline;

/// <summary>What surrounds every Graph request: faults, token, $batch, documented headers and error bodies.</summary>
internal sealed class GraphEndpoint(EmulatorState state, GraphGate gate, GraphItem item, GraphBatch batch, FaultSettings faults)
{
    private const string Diagnostic = """{"ServerInfo":{"DataCenter":"Emulator","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"LOOPBACK01"}}""";

    // What is deeper than .NET's default was taken from a tenant and may be sent back to one.
    private static readonly JsonDocumentOptions _body = new() { AllowDuplicateProperties = false, MaxDepth = 512 };

    public async Task HandleAsync(HttpContext context, string version)
    {
        var cancellationToken = context.RequestAborted;
        var entry = context.Features.GetRequiredFeature<LoggedRequest>();
        var requestId = Guid.NewGuid().ToString("D");
        var clientRequestId = context.Request.Headers["client-request-id"].ToString() is { Length: > 0 } sent ? sent : requestId;
        var token = GraphGate.TokenOf(context.Request);
        var (tenantId, clientId) = TokenReader.Peek(token);
        entry.TenantId = tenantId?.ToString("D");
        entry.ClientId = clientId;

        var drops = faults.Strikes(faults.Current.DropShare);
        var dropsBefore = drops && faults.Next() < 0.5;
        await faults.DelayAsync(cancellationToken);
        if (dropsBefore)
        {
            Drop(context, entry);
            return;
        }

        var answer = await AnswerAsync(context, version, token, entry, requestId, clientRequestId);
        if (drops)
        {
            Drop(context, entry);
            return;
        }

        requestId = answer.Headers.GetValueOrDefault("request-id") ?? requestId;
        clientRequestId = context.Request.Headers.ContainsKey("client-request-id") ? clientRequestId : requestId;
        GraphResponses.AddInnerError(answer, state.Time.GetUtcNow(), requestId, clientRequestId);
        await WriteAsync(context, answer, requestId, clientRequestId);
    }

    private async Task<GraphAnswer> AnswerAsync(HttpContext context, string version, string? token, LoggedRequest entry, string requestId, string clientRequestId)
    {
        var (caller, tenant, refusal) = gate.Check(token);
        if (refusal is not null)
        {
            return refusal;
        }

        var (body, unreadable) = await ReadBodyAsync(context);
        if (unreadable is not null)
        {
            return unreadable;
        }

        var (path, query) = PathOf(context, version);
        if (path.Equals("$batch", StringComparison.OrdinalIgnoreCase) || path.Equals("%24batch", StringComparison.OrdinalIgnoreCase))
        {
            return context.Request.Method == HttpMethods.Post
                ? await batch.AnswerAsync(version, body, tenant!, caller!, entry, clientRequestId, context.RequestAborted)
                : GraphResponses.Error(405, "Request_BadRequest", "$batch takes POST only.");
        }

        var headers = context.Request.Headers.Where(header => header.Key != "Authorization").ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return await item.AnswerAsync(new GraphRequest(context.Request.Method, version, path, query, headers, body), tenant!, caller!, context.RequestAborted);
    }

    private static (string Path, string Query) PathOf(HttpContext context, string version)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var behind = target[Math.Min(target.Length, version.Length + 1)..].TrimStart('/');
        var mark = behind.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (behind, "") : (behind[..mark], behind[(mark + 1)..]);
    }

    private static async Task<(JsonNode? Body, GraphAnswer? Unreadable)> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is 0 || (context.Request.ContentLength is null && !context.Request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return (null, null);
        }

        using var text = new StreamReader(context.Request.Body);
        var content = await text.ReadToEndAsync(context.RequestAborted);
        if (string.IsNullOrWhiteSpace(content))
        {
            return (null, null);
        }

        try
        {
            if (context.Request.HasJsonContentType())
            {
                return (JsonNode.Parse(content, documentOptions: _body), null);
            }
        }
        catch (JsonException)
        {
            // Answered below, as a body of another type is.
        }

        return (null, GraphResponses.Error(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format."));
    }

    private static void Drop(HttpContext context, LoggedRequest entry)
    {
        entry.Status = 0;
        context.Abort();
    }

    private static async Task WriteAsync(HttpContext context, GraphAnswer answer, string requestId, string clientRequestId)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers["request-id"] = requestId;
        response.Headers["client-request-id"] = clientRequestId;
        response.Headers["x-ms-ags-diagnostic"] = Diagnostic;
        response.Headers.CacheControl = "no-cache";
        response.Headers["OData-Version"] = "4.0";
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Stream is not null)
        {
            response.ContentType = GraphResponses.StreamType;
            await response.Body.WriteAsync(answer.Stream, context.RequestAborted);
        }
        else if (answer.PlainText is not null)
        {
            response.ContentType = "text/plain";
            await response.WriteAsync(answer.PlainText, context.RequestAborted);
        }
        else if (answer.Body is not null)
        {
            response.ContentType = GraphResponses.ContentTypeOf(answer);
            await response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
        }
    }
}
