namespace PinResetPortal.Work.Operations;

/// <summary>Waits in growing pauses until a deadline; the last one ends with it.</summary>
internal sealed class Patience(TimeProvider time, RunnerOptions options, TimeSpan window)
{
    private readonly DateTimeOffset _end = time.GetUtcNow() + window;
    private TimeSpan _pause = options.FirstPause;

    /// <summary>Waits one pause; false when the time is up.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var left = _end - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        await Task.Delay(_pause < left ? _pause : left, time, cancellationToken);
        _pause = _pause * 2 < options.MaxPause ? _pause * 2 : options.MaxPause;
        return true;
    }
}
