using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Configuration;

/// <summary>What Graph and Entra answer, as metrics. The names are a contract and stand in docs/operate.md; none has a tenant, a path or a person.</summary>
internal sealed class GraphMeter
{
    /// <summary>Entra's codes are many; what comes after the first ones is counted as one.</summary>
    internal const int MostCodes = 100;

    private const string Status = "http.response.status_code";

    private readonly ConcurrentDictionary<string, bool> _codes = new(StringComparer.Ordinal);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _items;
    private readonly Counter<long> _throttled;
    private readonly Histogram<double> _pauses;
    private readonly Counter<long> _refused;

    public GraphMeter(IMeterFactory meters)
    {
        var meter = meters.Create(GraphTelemetry.SourceName);
        _requests = meter.CreateCounter<long>("pinreset.graph.requests", "{request}", "Requests to Graph, by method and answer.");
        _items = meter.CreateCounter<long>("pinreset.graph.items", "{item}", "Answers within a batch, by status.");
        _throttled = meter.CreateCounter<long>("pinreset.graph.throttled", "{answer}", "Answers 429 of Graph, of whole requests and within a batch, by whom they are meant for.");
        _pauses = meter.CreateHistogram<double>("pinreset.graph.pauses", "s", "How long reads and changes waited before they asked again, by who was throttled.");
        _refused = meter.CreateCounter<long>("pinreset.token.refused", "{refusal}", "Tokens that Entra refused, by its code.");
    }

    /// <summary>A whole request was answered.</summary>
    /// <param name="reach">Whom a 429 is meant for.</param>
    public void Sent(HttpMethod method, int status, ThrottleReach reach)
    {
        _requests.Add(1, Of(method), new(Status, status));
        CountThrottled(status, reach);
    }

    /// <summary>No answer came.</summary>
    /// <param name="error">Why, in a word.</param>
    public void Lost(HttpMethod method, string error) => _requests.Add(1, Of(method), new("error.type", error));

    /// <summary>One item of a batch was answered.</summary>
    /// <param name="reach">Whom a 429 is meant for.</param>
    public void Answered(int status, ThrottleReach reach)
    {
        _items.Add(1, new KeyValuePair<string, object?>(Status, status));
        CountThrottled(status, reach);
    }

    public void Paused(TimeSpan pause, ThrottleReach reach) => _pauses.Record(pause.TotalSeconds, Of(reach));

    /// <param name="code">AADSTS and a number, or a word of MSAL.</param>
    public void Refused(string? code, bool application)
    {
        var known = code ?? "none";
        _refused.Add(
            1,
            new("code", _codes.ContainsKey(known) || (_codes.Count < MostCodes && _codes.TryAdd(known, true)) ? known : "other"),
            new("actor", application ? "application" : "user"));
    }

    private void CountThrottled(int status, ThrottleReach reach)
    {
        if (status == (int)HttpStatusCode.TooManyRequests)
        {
            _throttled.Add(1, Of(reach));
        }
    }

    private static KeyValuePair<string, object?> Of(HttpMethod method) => new("http.request.method", method.Method);

    private static KeyValuePair<string, object?> Of(ThrottleReach reach) => new("reach", reach switch
    {
        ThrottleReach.Application => "application",
        ThrottleReach.Tenant => "tenant",
        _ => "none",
    });
}
