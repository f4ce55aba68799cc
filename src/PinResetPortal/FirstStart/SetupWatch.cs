using PinResetPortal.Configuration;
using PinResetPortal.Setup;

namespace PinResetPortal.FirstStart;

/// <summary>Whether the file that <c>setup</c> writes holds by now what was missing.</summary>
internal sealed class SetupWatch(SetupFile file, IReadOnlyList<MissingSetting> missing)
{
    public string File => file.Path;

    public bool IsSetUp()
    {
        try
        {
            return !MissingSettings.Of(file.Read()).Any(missing.Contains);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // It is being written; the next look sees it whole. What stays wrong is said by the start.
            return false;
        }
    }
}

/// <summary>Ends the guide when the portal can take its place.</summary>
internal sealed class SetupStop(SetupWatch watch, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_betweenLooks);
        while (!watch.IsSetUp() && await timer.WaitForNextTickAsync(stoppingToken))
        {
        }

        lifetime.StopApplication();
    }
}
