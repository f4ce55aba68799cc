using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PinResetPortal.Work.Background;

/// <summary>How a firing of the engine ended.</summary>
internal enum FiringOutcome
{
    /// <summary>It came to its end; what became of its row is the row's own matter.</summary>
    Ended,

    /// <summary>This instance stops: another one, or the next start, goes on.</summary>
    HandedOver,

    /// <summary>Something nobody expected; it is begun again.</summary>
    Failed,
}

/// <summary>What all that runs in the background tells an operator: a root span for each firing, and metrics. The names are a contract and stand in docs/operate.md.</summary>
internal sealed class WorkMeter
{
    /// <summary>Of the meter and of the source of spans of this room.</summary>
    public const string Name = "PinResetPortal.Work";

    /// <summary>What is done within a firing makes its spans here.</summary>
    public static readonly ActivitySource Spans = new(Name);

    private readonly UpDownCounter<long> _running;
    private readonly Counter<long> _takeOvers;
    private readonly Histogram<double> _work;
    private readonly Histogram<double> _rounds;

    public WorkMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _running = meter.CreateUpDownCounter<long>("pinreset.work.running", "{firing}", "Firings that this instance runs now, by kind.");
        _takeOvers = meter.CreateCounter<long>("pinreset.work.take_overs", "{firing}", "Firings that this instance went on with after another one, or an earlier start.");
        _work = meter.CreateHistogram<double>("pinreset.work.duration", "s", "How long firings took, by kind and outcome.");
        _rounds = meter.CreateHistogram<double>("pinreset.round.duration", "s", "How long rounds took, by name and outcome.");
    }

    /// <summary>The root of all that a piece of work does: whatever asked for it is over, or on another instance.</summary>
    /// <param name="id">Of the row; whose it is stays out of the span.</param>
    public Firing BeginWork(string kind, string id, bool takenOver)
    {
        if (takenOver)
        {
            _takeOvers.Add(1, Tag.Of("kind", kind));
        }

        _running.Add(1, Tag.Of("kind", kind));
        Activity.Current = null;
        var span = Spans.StartActivity($"work.{kind}")?.SetTag("work.id", id.Split('/') is [_, var row, ..] ? row : id).SetTag("work.taken_over", takenOver);
        return new(span, _work, Tag.Of("kind", kind), () => _running.Add(-1, Tag.Of("kind", kind)));
    }

    /// <summary>Rounds have no span of their own: they look again and again, and mostly find nothing.</summary>
    public Firing BeginRound(string name)
    {
        Activity.Current = null;
        return new(null, _rounds, Tag.Of("round", name), () => { });
    }
}

/// <summary>From its beginning to its end, which is when it is disposed.</summary>
internal sealed class Firing(Activity? span, Histogram<double> duration, KeyValuePair<string, object?> what, Action ended) : IDisposable
{
    private readonly long _begun = TimeProvider.System.GetTimestamp();

    public FiringOutcome Outcome { get; set; } = FiringOutcome.Ended;

    public void Dispose()
    {
        if (Outcome == FiringOutcome.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }

        span?.Dispose();
        duration.Record(TimeProvider.System.GetElapsedTime(_begun).TotalSeconds, what, Tag.Of("outcome", Outcome));
        ended();
    }
}
