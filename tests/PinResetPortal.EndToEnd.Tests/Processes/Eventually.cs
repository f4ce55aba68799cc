using System.Diagnostics;

namespace PinResetPortal.EndToEnd.Processes;

/// <summary>Looks again and again until something is so, and fails when it never is.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <param name="look">Null: not yet.</param>
    /// <param name="what">For the failure: what never came.</param>
    public static async Task<T> SeeAsync<T>(Func<Task<T?>> look, string what, TimeSpan? patience = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Between);
        while (true)
        {
            if (await look() is { } seen)
            {
                return seen;
            }

            Assert.True(watch.Elapsed < (patience ?? Patience), $"Not seen within {(patience ?? Patience).TotalSeconds} s: {what}");
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public static Task BeTrueAsync(Func<Task<bool>> look, string what, TimeSpan? patience = null) =>
        SeeAsync(async () => await look() ? what : null, what, patience);
}
