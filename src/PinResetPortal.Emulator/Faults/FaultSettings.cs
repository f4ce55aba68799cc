using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Faults;

/// <summary>The faults in force, and the dice that decide where they strike.</summary>
internal sealed class FaultSettings(TimeProvider time) : IReplication
{
    private readonly Lock _gate = new();
    private Random _random = new(1);
    private FaultPlan _current = FaultPlan.None;

    public FaultPlan Current => Volatile.Read(ref _current);

    public TimeSpan Delay => TimeSpan.FromMilliseconds(Current.ReplicationDelayMs ?? 0);

    public TimeProvider Time { get; } = time;

    public void Set(FaultPlan plan)
    {
        lock (_gate)
        {
            _random = new Random(plan.Seed ?? 1);
            Volatile.Write(ref _current, plan);
        }
    }

    public bool Strikes(double? share) => share is > 0 && Next() < share;

    /// <summary>A number from 0 up to 1; the same order of calls gives the same numbers for the same seed.</summary>
    public double Next()
    {
        lock (_gate)
        {
            return _random.NextDouble();
        }
    }

    /// <summary>Waits as long as a request of the configured distribution (normal, never negative) would take.</summary>
    public Task DelayAsync(CancellationToken cancellationToken)
    {
        if (Current.LatencyMs is not { } latency)
        {
            return Task.CompletedTask;
        }

        var normal = Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());
        var milliseconds = Math.Max(0, latency.Mean + (normal * latency.Spread));
        return milliseconds > 0 ? Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Time, cancellationToken) : Task.CompletedTask;
    }
}
