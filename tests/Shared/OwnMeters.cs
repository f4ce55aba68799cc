using System.Diagnostics.Metrics;

namespace PinResetPortal;

/// <summary>Meters of one test, that no other test's listener takes for its own.</summary>
internal sealed class OwnMeters : IMeterFactory
{
    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new Meter(options);
    }

    public void Dispose()
    {
    }
}
