using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PinResetPortal.Graph;

/// <summary>
/// Answers with hand-written documents in the shapes of Microsoft's reference pages; takes $batch apart. It knows nothing of our code
/// and nothing of the Emulator, so that the two cannot agree with each other and not with Graph.
/// </summary>
internal sealed class StubGraph : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<(Regex Pattern, Func<StubRequest, StubAnswer> Answer)> _routes = [];

    /// <summary>Every request, items of batches one by one.</summary>
    public List<StubRequest> Requests { get; } = [];

    public int HttpRequests { get; private set; }

    /// <summary>Decides about a whole HTTP request before it is looked at.</summary>
    public Func<HttpRequestMessage, int, HttpResponseMessage?> Outer { get; set; } = (_, _) => null;

    public IEnumerable<StubRequest> Writes => Requests.Where(request => request.Method != "GET");

    /// <param name="pattern">Regular expression over "METHOD /version/path?query" with the query unescaped. Later routes win.</param>
    public StubGraph On(string pattern, Func<StubRequest, StubAnswer> answer)
    {
        _routes.Insert(0, (new Regex(pattern, RegexOptions.IgnoreCase), answer));
        return this;
    }

    public StubGraph On(string pattern, string json, int status = 200) => On(pattern, _ => new StubAnswer(status, json));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (_gate)
        {
            number = ++HttpRequests;
        }

        if (Outer(request, number) is { } outer)
        {
            return outer;
        }

        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var token = request.Headers.Authorization?.Parameter;
        var path = request.RequestUri!.PathAndQuery;
        if (!path.EndsWith("/$batch", StringComparison.Ordinal))
        {
            var single = Answer(new StubRequest(request.Method.Method, Uri.UnescapeDataString(path), body, token, InBatch: false, Eventual: request.Headers.Contains("ConsistencyLevel")));
            var response = new HttpResponseMessage((HttpStatusCode)single.Status) { Content = new StringContent(single.Json ?? string.Empty, Encoding.UTF8, "application/json") };
            response.Headers.Add("request-id", $"request-{number}");
            foreach (var (name, value) in single.Headers ?? [])
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        }

        Assert.DoesNotContain("Bearer", body, StringComparison.Ordinal);
        var version = path[..^"/$batch".Length];
        var items = JsonNode.Parse(body!)!["requests"]!.AsArray();
        Assert.InRange(items.Count, 1, 20);
        var responses = new JsonArray();
        foreach (var item in items.Reverse())
        {
            var url = item!["url"]!.GetValue<string>();
            Assert.StartsWith("/", url, StringComparison.Ordinal);
            var answer = Answer(new StubRequest(item["method"]!.GetValue<string>(), Uri.UnescapeDataString(version + url), item["body"]?.ToJsonString(), token, InBatch: true, Eventual: item["headers"]?["ConsistencyLevel"] is not null));
            var headers = new JsonObject { ["Content-Type"] = "application/json", ["request-id"] = $"item-{number}" };
            foreach (var (name, value) in answer.Headers ?? [])
            {
                headers[name] = value;
            }

            responses.Add(new JsonObject { ["id"] = item["id"]!.DeepClone(), ["status"] = answer.Status, ["headers"] = headers, ["body"] = answer.Json is null ? null : JsonNode.Parse(answer.Json) });
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(new JsonObject { ["responses"] = responses }.ToJsonString(), Encoding.UTF8, "application/json") };
    }

    private StubAnswer Answer(StubRequest request)
    {
        lock (_gate)
        {
            Requests.Add(request);
            var line = $"{request.Method} {request.Path}";
            return _routes.FirstOrDefault(route => route.Pattern.IsMatch(line)).Answer?.Invoke(request)
                ?? new StubAnswer(404, """{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}}""");
        }
    }
}

internal sealed record StubRequest(string Method, string Path, string? Body, string? Token, bool InBatch, bool Eventual);

internal sealed record StubAnswer(int Status, string? Json = null, Dictionary<string, string>? Headers = null)
{
    public static StubAnswer Throttled(string? retryAfter = null) => new(
        429, """{"error":{"code":"TooManyRequests","message":"Too many requests."}}""", retryAfter is null ? null : new() { ["Retry-After"] = retryAfter });
}
