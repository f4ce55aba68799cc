using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Hosting;

/// <summary>Keeps bulk repairs going independently of pages and requests, as long as the host lives.</summary>
internal sealed class BulkRepairBackground(BulkRepairWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
