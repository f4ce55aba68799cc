using System.Diagnostics.Metrics;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.SelfChecks;

/// <summary>The metric <c>pinreset.credential.days_left</c>: whole days until the portal's own credential ends; negative afterwards, absent while nobody knows.</summary>
internal sealed class CredentialMeter
{
    private readonly TimeProvider _time;
    private DateTimeOffset? _end;

    public CredentialMeter(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        meters.Create(WorkMeter.Name).CreateObservableGauge(
            "pinreset.credential.days_left", Days, unit: "{day}", description: "Days until the portal's own credential ends.");
    }

    internal void Note(DateTimeOffset? end) => _end = end;

    private IEnumerable<Measurement<int>> Days() => _end is { } end ? [new((int)Math.Floor((end - _time.GetUtcNow()).TotalDays))] : [];
}
