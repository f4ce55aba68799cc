using PinResetPortal.Work.Facts;

namespace PinResetPortal.Components.Health;

/// <summary>Waits as Graph asks, and tells until when; null: it goes on.</summary>
internal sealed class GraphWait(TimeProvider time, Func<DateTimeOffset?, Task> tell) : IReadPacer
{
    public async Task PauseAsync(TimeSpan pause, ThrottleReach reach, CancellationToken cancellationToken)
    {
        await tell(time.GetUtcNow() + pause);
        await Task.Delay(pause, time, cancellationToken);
        await tell(null);
    }
}
