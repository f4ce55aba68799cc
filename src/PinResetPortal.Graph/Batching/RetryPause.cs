using Microsoft.Extensions.Options;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Batching;

/// <summary>
/// Decides how long to wait before something is sent again: what Graph asks for, else a pause that doubles, with jitter
/// (https://learn.microsoft.com/graph/throttling). One instance covers one read or one change and its whole budget.
/// </summary>
internal sealed class RetryPause(GraphOptions options, TimeProvider time, Random random, GraphMeter meter, IReadPacer? pacer = null)
{
    private readonly Lock _gate = new();
    private TimeSpan _left = options.RetryBudget;

    /// <summary>Waits before attempt number <paramref name="attempt"/> + 1.</summary>
    /// <param name="asked">The longest Retry-After of what failed; null when none was given. One shorter than the first pause of our own is no pause.</param>
    /// <param name="reach">Whom Graph throttles.</param>
    /// <returns>False, without waiting, when there have been enough attempts or the budget would be exceeded.</returns>
    public async Task<bool> WaitAsync(int attempt, TimeSpan? asked, CancellationToken cancellationToken, ThrottleReach reach = ThrottleReach.None)
    {
        if (attempt >= options.MaxAttempts)
        {
            return false;
        }

        // A date that has passed, or none at all, must not become a busy loop.
        var pause = asked >= options.FirstPause ? asked.Value : Backoff(attempt);
        lock (_gate)
        {
            if (pause > _left)
            {
                return false;
            }

            _left -= pause;
        }

        meter.Paused(pause, reach);
        await (pacer?.PauseAsync(pause, reach, cancellationToken) ?? Task.Delay(pause, time, cancellationToken));
        return true;
    }

    private TimeSpan Backoff(int attempt)
    {
        var full = Math.Min(options.FirstPause.TotalMilliseconds * Math.Pow(2, attempt - 1), options.LongestPause.TotalMilliseconds);
        lock (_gate)
        {
            return TimeSpan.FromMilliseconds(full * (0.5 + (random.NextDouble() / 2)));
        }
    }
}

/// <summary>Makes one <see cref="RetryPause"/> per read or change.</summary>
internal sealed class RetryPauses(IOptions<GraphOptions> options, TimeProvider time, Random random, GraphMeter meter)
{
    /// <param name="pacer">Does the waiting; null: the pause itself.</param>
    public RetryPause Start(IReadPacer? pacer = null) => new(options.Value, time, random, meter, pacer);
}
