using System.Diagnostics;

namespace PinResetPortal.Graph.Configuration;

/// <summary>Traces of the Graph room; the host subscribes to <see cref="SourceName"/>.</summary>
internal static class GraphTelemetry
{
    public const string SourceName = "PinResetPortal.Graph";

    internal static readonly ActivitySource Source = new(SourceName);
}
