using System.Net;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Configuration;

namespace PinResetPortal.Graph;

/// <summary>What reading, changing and asking for tokens measures.</summary>
public sealed class GraphMeterTests
{
    [Fact]
    public async Task Read_ItemThrottledOnce_CountsRequestsItemsAndThePause()
    {
        await using var room = new GraphRoom();
        var attempts = 0;
        room.Stub.On(@"/v1.0/domains\?", _ => attempts++ == 0
            ? StubAnswer.Throttled("3") with { Headers = new() { ["Retry-After"] = "3", ["x-ms-throttle-scope"] = "Application/ReadWrite/x/y" } }
            : new StubAnswer(200, """{"value":[]}"""));
        using var requests = Collect(room, "requests");
        using var items = Collect(room, "items");
        using var throttled = Collect(room, "throttled");
        using var pauses = new MetricCollector<double>(room.Meters, GraphTelemetry.SourceName, "pinreset.graph.pauses");

        await room.ReadAsync();

        Assert.Equal(room.Stub.HttpRequests, requests.GetMeasurementSnapshot().Count);
        Assert.All(requests.GetMeasurementSnapshot(), one => Assert.Equal(("POST", 200), (one.Tags["http.request.method"], one.Tags["http.response.status_code"])));
        Assert.Equal(room.Stub.Requests.Count, items.GetMeasurementSnapshot().Count);
        Assert.Single(items.GetMeasurementSnapshot(), one => 429.Equals(one.Tags["http.response.status_code"]));
        Assert.Equal("application", Assert.Single(throttled.GetMeasurementSnapshot()).Tags["reach"]);
        var pause = Assert.Single(pauses.GetMeasurementSnapshot());
        Assert.Equal((3.0, "application"), (pause.Value, pause.Tags["reach"]));
    }

    [Fact]
    public async Task Read_WholeBatchThrottled_CountsOneAnswer()
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (_, number) => number == 1 ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) : null;
        using var throttled = Collect(room, "throttled");

        await room.ReadAsync();

        Assert.Equal("tenant", Assert.Single(throttled.GetMeasurementSnapshot()).Tags["reach"]);
    }

    [Fact]
    public async Task Change_ThrottledAndThenLost_CountsBoth()
    {
        await using var room = new GraphRoom();
        using var requests = Collect(room, "requests");
        using var throttled = Collect(room, "throttled");
        room.Stub.Outer = (_, _) => new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        await room.ExecuteAsync(new PlannedChange.CreateServicePrincipal("app"));
        Assert.NotEmpty(throttled.GetMeasurementSnapshot());

        room.Stub.Outer = (_, _) => throw new HttpRequestException("The connection broke off.");
        await room.ExecuteAsync(new PlannedChange.CreateServicePrincipal("app"));

        Assert.Contains(requests.GetMeasurementSnapshot(), one => 429.Equals(one.Tags["http.response.status_code"]));
        Assert.Equal("lost", requests.LastMeasurement!.Tags["error.type"]);
        Assert.All(requests.GetMeasurementSnapshot(), one => Assert.Equal(2, one.Tags.Count));
    }

    [Fact]
    public async Task Token_Refused_CountsItsCodeAndNothingElse()
    {
        await using var room = new GraphRoom();
        using var refused = new MetricCollector<long>(room.Meters, GraphTelemetry.SourceName, "pinreset.token.refused");
        room.Tokens.Refuse = _ => throw FakeTokens.Challenge("AADSTS53003");

        await room.ReadAsync();

        var one = Assert.Single(refused.GetMeasurementSnapshot());
        Assert.Equal([("actor", "user"), ("code", "AADSTS53003")], one.Tags.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key));
    }

    [Fact]
    public async Task Token_ManyCodes_AreOneAfterTheFirstHundred()
    {
        await using var room = new GraphRoom();
        using var refused = new MetricCollector<long>(room.Meters, GraphTelemetry.SourceName, "pinreset.token.refused");
        var meter = new GraphMeter(room.Meters);

        for (var code = 0; code < 2 * GraphMeter.MostCodes; code++)
        {
            meter.Refused($"AADSTS{code}", application: true);
        }

        meter.Refused("AADSTS0", application: true);
        Assert.Equal("AADSTS0", refused.LastMeasurement!.Tags["code"]);
        Assert.Equal(GraphMeter.MostCodes + 1, refused.GetMeasurementSnapshot().Select(one => one.Tags["code"]).Distinct().Count());
    }

    private static MetricCollector<long> Collect(GraphRoom room, string name) => new(room.Meters, GraphTelemetry.SourceName, $"pinreset.graph.{name}");
}
