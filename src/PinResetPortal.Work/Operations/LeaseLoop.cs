namespace PinResetPortal.Work.Operations;

/// <summary>
/// Tells again and again that the work of this instance lives, and looks for work that nobody does any more: its instance has fallen
/// silent, or this one could not write how it ended.
/// </summary>
internal static class LeaseLoop
{
    private const int BeatsPerLease = 4;

    /// <summary>Where no other instance waits for it.</summary>
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(15);

    /// <summary>How often it beats.</summary>
    public static TimeSpan Every(TimeSpan lease) => lease > TimeSpan.Zero ? lease / BeatsPerLease : Alone;

    /// <summary>For how long work that is held nowhere must have been silent. Work that was added a moment ago is about to be held.</summary>
    public static TimeSpan Silence(TimeSpan lease) => lease > TimeSpan.Zero ? lease : Alone;

    /// <param name="lease">Zero: there is one instance.</param>
    /// <param name="beat">Prolongs this instance's own work and takes over what is dead.</param>
    /// <param name="trouble">What went wrong in one beat; the next one tries again.</param>
    public static async Task RunAsync(TimeSpan lease, TimeProvider time, Func<CancellationToken, Task> beat, Action<Exception> trouble, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every(lease), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                try
                {
                    await beat(stopping);
                }
                catch (Exception problem) when (problem is not OperationCanceledException || !stopping.IsCancellationRequested)
                {
                    trouble(problem);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
