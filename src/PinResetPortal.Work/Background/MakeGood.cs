using Microsoft.Extensions.Logging;

namespace PinResetPortal.Work.Background;

/// <summary>
/// A row never stays without its firing: whoever wrote the row may have died before it asked for one, or a firing could not write how it
/// ended.
/// </summary>
internal sealed partial class MakeGood(IEnumerable<IWork> works, QuartzBackground background, ILogger<MakeGood> logger) : IRound
{
    public string Name => "make-good";

    public TimeSpan? Every => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var work in works)
        {
            if (await work.OpenAsync(stopping) is { Count: > 0 } open && await background.MakeGoodAsync(work.Kind, open, stopping) is > 0 and var made)
            {
                LogMadeGood(made, work.Kind);
            }
        }
    }

    [LoggerMessage(2411, LogLevel.Warning, "{Count} rows of {Kind} had no firing and have one now")]
    private partial void LogMadeGood(int count, string kind);
}
