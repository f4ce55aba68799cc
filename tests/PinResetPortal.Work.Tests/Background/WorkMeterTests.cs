using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace PinResetPortal.Work.Background;

/// <summary>What the engine tells of its firings, as an operator sees it.</summary>
public sealed class WorkMeterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pinreset-work-meter-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Firing_OfAStoppedInstance_IsHandedOverThereAndTakenOverByTheNext()
    {
        var work = new ScriptedWork((_, wake) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, wake));
        await using (var one = await StartAsync(work))
        {
            using var running = new MetricCollector<long>(one.Meters, WorkMeter.Name, "pinreset.work.running");
            using var duration = new MetricCollector<double>(one.Meters, WorkMeter.Name, "pinreset.work.duration");
            await one.Background.StartAsync(EngineInstance.Item("left"), Cancellation);
            await work.BegunAsync("left");
            Assert.Equal(1, running.GetMeasurementSnapshot().EvaluateAsCounter());

            await one.StopAsync();

            Assert.Equal(0, running.GetMeasurementSnapshot().EvaluateAsCounter());
            Assert.Equal(("scripted", "handedOver"), Tags(Assert.Single(duration.GetMeasurementSnapshot()).Tags, "kind", "outcome"));
        }

        using var recorded = new Recorded();
        var next = new ScriptedWork((_, _) => Task.CompletedTask);
        await using var two = await StartAsync(next);
        using var takeOvers = new MetricCollector<long>(two.Meters, WorkMeter.Name, "pinreset.work.take_overs");
        await next.BegunAsync("left");
        await two.StopAsync();

        Assert.Equal("scripted", Assert.Single(takeOvers.GetMeasurementSnapshot()).Tags["kind"]);
        Assert.Equal(true, Assert.Single(recorded.Of("left")).GetTagItem("work.taken_over"));
    }

    [Fact]
    public async Task Firing_ThatFails_IsCountedAndItsSpanIsAnError()
    {
        var id = Guid.NewGuid();
        using var recorded = new Recorded();
        var work = new ScriptedWork((_, _) => throw new InvalidOperationException("The database is away."));
        await using var engine = await StartAsync(work);
        using var duration = new MetricCollector<double>(engine.Meters, WorkMeter.Name, "pinreset.work.duration");

        await engine.Background.StartAsync(EngineInstance.Item($"11111111-1111-4111-8111-111111111111/{id}/0"), Cancellation);
        await duration.WaitForMeasurementsAsync(1, Cancellation);

        Assert.Equal(("scripted", "failed"), Tags(duration.LastMeasurement!.Tags, "kind", "outcome"));
        var span = Assert.Single(recorded.Of(id.ToString()));
        Assert.Equal((ActivityStatusCode.Error, "work.scripted"), (span.Status, span.OperationName));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("11111111", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Firing_WhateverAskedForIt_IsTheRootOfWhatItDoes()
    {
        var id = Guid.NewGuid().ToString();
        using var recorded = new Recorded();
        var work = new ScriptedWork((_, _) =>
        {
            WorkMeter.Spans.StartActivity("child")?.SetTag("work.id", id).Dispose();
            return Task.CompletedTask;
        });
        await using var engine = await StartAsync(work);
        using (WorkMeter.Spans.StartActivity("request"))
        {
            await engine.Background.StartAsync(EngineInstance.Item(id), Cancellation);
        }

        await work.BegunAsync(id);
        await engine.StopAsync();

        var (child, root) = (recorded.Of(id).Single(span => span.OperationName == "child"), recorded.Of(id).Single(span => span.OperationName == "work.scripted"));
        Assert.Equal((default, root.SpanId), (root.ParentSpanId, child.ParentSpanId));
    }

    [Fact]
    public async Task Round_ThatFails_IsCountedUnderItsName()
    {
        await using var engine = await StartAsync(new ScriptedWork((_, _) => Task.CompletedTask), new FailingRound());
        using var rounds = new MetricCollector<double>(engine.Meters, WorkMeter.Name, "pinreset.round.duration");

        await rounds.WaitForMeasurementsAsync(4, Cancellation);

        Assert.Contains(rounds.GetMeasurementSnapshot(), one => Tags(one.Tags, "round", "outcome").Equals(("failing", "failed")));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<EngineInstance> StartAsync(IWork work, params IRound[] rounds) => EngineInstance.StartAsync(Path.Combine(_folder, "scheduler.db"), null, work, rounds);

    private static (object?, object?) Tags(IReadOnlyDictionary<string, object?> tags, string one, string other) => (tags[one], tags[other]);

    private sealed class FailingRound : IRound
    {
        public string Name => "failing";

        public TimeSpan? Every => TimeSpan.FromSeconds(1);

        public Task RunAsync(CancellationToken stopping) => throw new InvalidOperationException("Nothing can be read.");
    }

    /// <summary>Spans of this room; those of other tests too.</summary>
    private sealed class Recorded : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _spans = new();
        private readonly ActivityListener _listener;

        public Recorded()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == WorkMeter.Name,
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _spans.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> Of(string id) => [.. _spans.Where(span => id.Equals(span.GetTagItem("work.id")))];

        public void Dispose() => _listener.Dispose();
    }
}
