using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using PinResetPortal.Architecture;

namespace PinResetPortal.Work.Scans;

public sealed partial class ScanTelemetryTests
{
    [Fact]
    public void Instruments_AllOfThemAndNoOther_StandInTheDocument()
    {
        var emitted = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == ScanTelemetry.Name)
            {
                lock (emitted)
                {
                    emitted.Add(instrument.Name);
                }
            }
        };
        listener.Start();

        using var telemetry = new ScanTelemetry();
        telemetry.Watch(() => 4);

        Assert.Equal(emitted.Order(StringComparer.Ordinal), Documented().Matches(Sources.Read("docs/operate.md")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`(pinresetportal\\.scan\\.[a-z_.]+)`")]
    private static partial Regex Documented();
}
