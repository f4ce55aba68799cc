using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entrance;
using PinResetPortal.Emulator.Faults;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Requests;

namespace PinResetPortal.Emulator.Pipeline;

/// <summary>JSON batching (https://learn.microsoft.com/graph/json-batching).</summary>
internal sealed class GraphBatch(GraphItem item, RequestLog log, FaultSettings faults, TimeProvider time)
{
    private const int MaximumItems = 20;

    public async Task<GraphAnswer> AnswerAsync(string version, JsonNode? body, EmulatedTenant tenant, GraphCaller caller, LoggedRequest enclosing, string clientRequestId, CancellationToken cancellationToken)
    {
        if (BatchItem.ParseAll(body, MaximumItems, out var items) is { } problem)
        {
            return problem;
        }

        var done = new Dictionary<string, GraphAnswer>(StringComparer.OrdinalIgnoreCase);
        var waiting = Shuffled(items);
        while (waiting.Count > 0)
        {
            var next = waiting.Find(candidate => candidate.DependsOn.All(done.ContainsKey))!;
            waiting.Remove(next);
            done[next.Id] = await AnswerAsync(version, next, done, tenant, caller, enclosing, clientRequestId, cancellationToken);
        }

        var responses = Shuffled(items).Select(one => Response(one, done[one.Id])).ToArray();
        return new GraphAnswer(200, new JsonObject { ["responses"] = new JsonArray(responses) }, GraphResponses.NoHeaders);
    }

    private async Task<GraphAnswer> AnswerAsync(
        string version,
        BatchItem one,
        Dictionary<string, GraphAnswer> done,
        EmulatedTenant tenant,
        GraphCaller caller,
        LoggedRequest enclosing,
        string clientRequestId,
        CancellationToken cancellationToken)
    {
        var entry = log.Begin(one.Method, $"/{version}/{one.Path}{(one.Query.Length > 0 ? "?" : "")}{one.Query}".Replace("%24", "$", StringComparison.Ordinal), enclosing.Number);
        entry.TenantId = enclosing.TenantId;
        entry.ClientId = enclosing.ClientId;
        var answer = one.DependsOn.Any(id => done[id].Status >= 400)
            ? GraphResponses.Error(424, "FailedDependency", "A request that this one depends on failed.")
            : await item.AnswerAsync(new GraphRequest(one.Method, version, one.Path, one.Query, one.Headers, one.Body), tenant, caller, cancellationToken);
        GraphResponses.AddInnerError(answer, time.GetUtcNow(), Guid.NewGuid().ToString("D"), clientRequestId);
        entry.Status = answer.Status;
        return answer;
    }

    private JsonObject Response(BatchItem one, GraphAnswer answer)
    {
        var headers = new JsonObject { ["Cache-Control"] = "no-cache" };
        if (answer.Status < 400)
        {
            headers["OData-Version"] = "4.0";
        }

        foreach (var (name, value) in answer.Headers)
        {
            headers[name] = value;
        }

        var response = new JsonObject { ["id"] = one.Id, ["status"] = answer.Status, ["headers"] = headers };
        if (answer.Stream is not null)
        {
            headers["Content-Type"] = GraphResponses.StreamType;
            response["body"] = Convert.ToBase64String(answer.Stream);
        }
        else if (answer.PlainText is not null)
        {
            headers["Content-Type"] = "text/plain";
            response["body"] = faults.Current.Contrary ? Contrary.Count(answer.PlainText) : answer.PlainText;
        }
        else if (answer.Body is not null)
        {
            headers["Content-Type"] = GraphResponses.ContentTypeOf(answer);
            response["body"] = answer.Body;
        }

        return response;
    }

    /// <summary>Neither the order of execution nor that of the responses is promised, so nobody shall rely on it.</summary>
    private List<BatchItem> Shuffled(IEnumerable<BatchItem> items) => [.. items.OrderBy(_ => faults.Next())];
}

/// <param name="Path">Behind the version, without leading slash.</param>
internal sealed record BatchItem(string Id, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, IReadOnlyList<string> DependsOn)
{
    /// <returns>The 400 that the whole batch gets, or null.</returns>
    public static GraphAnswer? ParseAll(JsonNode? body, int maximum, out IReadOnlyList<BatchItem> items)
    {
        var parsed = new List<BatchItem>();
        items = parsed;
        if (body is not JsonObject || body["requests"] is not JsonArray requests || requests.Count == 0)
        {
            return Invalid("Invalid batch payload format.");
        }

        if (requests.Count > maximum)
        {
            return GraphResponses.Error(400, "MaximumValueExceeded", $"Number of batch request steps exceeds the maximum value of {maximum}.");
        }

        foreach (var request in requests)
        {
            if (Parse(request) is not { } one)
            {
                return Invalid("Invalid batch payload format: each request needs 'id', 'method' and a relative 'url'.");
            }

            if (one.LacksBodyOrItsType)
            {
                return Invalid($"Write request id : {one.Id} does not contain Content-Type header or body.");
            }

            parsed.Add(one);
        }

        if (parsed.GroupBy(one => one.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return Invalid($"Request Id {twice.Last().Id} has to be unique in a batch.");
        }

        return HasLooseEnds(parsed) ? Invalid("'dependsOn' names a request that is not in the batch, or the requests wait for each other.") : null;
    }

    /// <summary>
    /// A write without a body takes an empty object and its Content-Type nevertheless
    /// (https://learn.microsoft.com/graph/json-batching); one that lacks them fails the whole batch
    /// (https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2628).
    /// </summary>
    private bool LacksBodyOrItsType => Body is null ? Method is "POST" or "PUT" or "PATCH" : !Headers.ContainsKey("Content-Type");

    private static BatchItem? Parse(JsonNode? request)
    {
        if (request.Text("id") is not { Length: > 0 } id || request.Text("method") is not { Length: > 0 } method || request.Text("url") is not { Length: > 0 } url
            || url.Split('?')[0].Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        var relative = url.TrimStart('/');
        var mark = relative.IndexOf('?', StringComparison.Ordinal);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request!["headers"] as JsonObject ?? [])
        {
            headers[name] = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "";
        }

        return new BatchItem(
            id,
            method.ToUpperInvariant(),
            mark < 0 ? relative : relative[..mark],
            mark < 0 ? "" : relative[(mark + 1)..],
            headers,
            request["body"]?.DeepClone(),
            [.. request.Texts("dependsOn")]);
    }

    private static bool HasLooseEnds(List<BatchItem> items)
    {
        var reachable = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool found;
        do
        {
            found = false;
            foreach (var one in items.Where(one => !reachable.Contains(one.Id) && one.DependsOn.All(reachable.Contains)))
            {
                found = reachable.Add(one.Id);
            }
        }
        while (found);
        return reachable.Count < items.Count;
    }

    private static GraphAnswer Invalid(string message) => GraphResponses.Error(400, "BadRequest", message);
}
