using PinResetPortal.Work.Operations;

namespace PinResetPortal.Hosting;

/// <summary>Keeps runs going independently of pages and requests, as long as the host lives.</summary>
internal sealed class OperationWorker(OperationDispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
}
