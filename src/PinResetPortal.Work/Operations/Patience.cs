namespace PinResetPortal.Work.Operations;

/// <summary>Waits in growing pauses until a deadline.</summary>
internal sealed class Patience(TimeProvider time, RunnerOptions options, TimeSpan window)
{
    private readonly DateTimeOffset _end = time.GetUtcNow() + window;
    private TimeSpan _pause = options.FirstPause;

    /// <summary>Waits one pause; false when the time is up.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() + _pause > _end)
        {
            return false;
        }

        await Task.Delay(_pause, time, cancellationToken);
        _pause = _pause * 2 < options.MaxPause ? _pause * 2 : options.MaxPause;
        return true;
    }
}
