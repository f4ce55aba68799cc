using PinResetPortal.Work.Scans;

namespace PinResetPortal.Hosting;

/// <summary>Takes part in every scan of the database, as long as the host lives.</summary>
internal sealed class ScanWorker(ScanRunner runner) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.RunAsync(stoppingToken);
}
