using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>The engine without its tables: runs of tenants fire at once, bulk repairs when the test says so.</summary>
internal sealed class DirectBackground(IServiceProvider services) : IBackground
{
    private readonly ConcurrentQueue<Task> _firings = new();
    private readonly ConcurrentQueue<WorkItem> _started = new();

    /// <summary>No run fires: they wait for a place.</summary>
    public bool IsFull { get; set; }

    public IReadOnlyList<WorkItem> Started => [.. _started];

    public Action<WorkKey>? OnWake { get; set; }

    public Task StartAsync(WorkItem work, CancellationToken cancellationToken)
    {
        _started.Enqueue(work);
        if (!IsFull && work.Key.Kind == OperationWork.OfKind)
        {
            _firings.Enqueue(Task.Run(() => FireAsync(work.Key, CancellationToken.None), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    public Task WakeAsync(WorkKey key, CancellationToken cancellationToken)
    {
        OnWake?.Invoke(key);
        return Task.CompletedTask;
    }

    public Task FireAsync(WorkKey key, CancellationToken wake) => services.GetServices<IWork>().Single(work => work.Kind == key.Kind).RunAsync(key.Id, wake);

    /// <summary>Every run that has fired has ended.</summary>
    public Task SettledAsync() => Task.WhenAll(_firings);
}
