using System.Diagnostics;
using System.Diagnostics.Metrics;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Scans;

/// <summary>What scans tell an operator; the names are a contract and stand in docs/operate.md.</summary>
internal sealed class ScanTelemetry
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "PinResetPortal.Scans";

    private static readonly ActivitySource _source = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _tenants;
    private readonly Counter<long> _chunks;
    private readonly UpDownCounter<long> _reading;
    private readonly Histogram<double> _duration;

    public ScanTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _tenants = _meter.CreateCounter<long>("pinreset.scan.tenants", "{tenant}", "Tenants with a result, by its outcome.");
        _chunks = _meter.CreateCounter<long>("pinreset.scan.chunks", "{chunk}", "Chunks of scans that came to an end on this instance.");
        _reading = _meter.CreateUpDownCounter<long>("pinreset.scan.reading", "{tenant}", "Tenants that this instance reads now.");
        _duration = _meter.CreateHistogram<double>("pinreset.scan.duration", "s", "How long scans took, from the first chunk to the last result.");
    }

    /// <summary>How many tenants may be read at the same time now: it falls while Graph throttles the portal as a whole.</summary>
    public void Watch(Func<int> places) =>
        _meter.CreateObservableGauge("pinreset.scan.places", places, "{tenant}", "How many tenants this instance may read at the same time now.");

    /// <summary>The root of what is done for a chunk.</summary>
    public static Activity? Begin(ScanChunk chunk) =>
        _source.StartActivity("scan.chunk")?.SetTag("scan.id", chunk.Scan.Id).SetTag("scan.part", chunk.Part).SetTag("scan.tenants", chunk.Tenants.Count);

    public void Reads(int change) => _reading.Add(change);

    public void Finished(ScanOutcome outcome) => _tenants.Add(1, Tag.Of("outcome", outcome));

    public void ChunkEnded() => _chunks.Add(1);

    public void ScanEnded(TimeSpan took) => _duration.Record(took.TotalSeconds);
}
