namespace PinResetPortal.Core.Operations;

/// <summary>
/// Where several instances share a database: tells the others again and again that the work of this one lives, and looks for work whose
/// instance has fallen silent.
/// </summary>
internal static class LeaseLoop
{
    private const int BeatsPerLease = 4;

    /// <param name="lease">Zero: there is one instance, and nothing to tell.</param>
    /// <param name="beat">Prolongs this instance's own work and takes over what is dead.</param>
    /// <param name="trouble">What went wrong in one beat; the next one tries again.</param>
    public static async Task RunAsync(TimeSpan lease, TimeProvider time, Func<CancellationToken, Task> beat, Action<Exception> trouble, CancellationToken stopping)
    {
        if (lease <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(lease / BeatsPerLease, time);
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
