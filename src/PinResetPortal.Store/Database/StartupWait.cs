using Microsoft.Extensions.Logging;

namespace PinResetPortal.Store.Database;

/// <summary>Patience of one start: growing pauses, a line in the log for each, and an end. In real time, whatever clock the portal runs by.</summary>
internal sealed partial class StartupWait(TimeSpan longest, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private long? _since;
    private int _tries;

    public TimeSpan Longest => longest;

    /// <param name="what">What is waited for, as a sentence without its full stop.</param>
    /// <returns>False when the patience has come to its end.</returns>
    public async Task<bool> AgainAsync(string what, CancellationToken cancellationToken)
    {
        // The first try does not count: what it takes to come that far is the machine's, not the server's.
        _since ??= TimeProvider.System.GetTimestamp();
        var left = longest - TimeProvider.System.GetElapsedTime(_since.Value);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        var pause = TimeSpan.FromTicks(Math.Min(Math.Min(FirstPause.Ticks << Math.Min(_tries++, 10), LongestPause.Ticks), left.Ticks));
        LogWaiting(logger, what, _tries, pause.TotalSeconds, left.TotalSeconds);
        await Task.Delay(pause, TimeProvider.System, cancellationToken);
        return true;
    }

    [LoggerMessage(5003, LogLevel.Warning, "{What}; try {Try}, the next in {Pause:0.#} s, for {Left:0} s more")]
    private static partial void LogWaiting(ILogger logger, string what, int @try, double pause, double left);
}
