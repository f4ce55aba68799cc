using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

/// <summary>Notes what the engine is asked for, and does none of it.</summary>
internal sealed class NotedBackground : IBackground
{
    public List<WorkItem> Started { get; } = [];

    public List<WorkKey> Woken { get; } = [];

    public Action<WorkKey>? OnWake { get; set; }

    public Task StartAsync(WorkItem work, CancellationToken cancellationToken)
    {
        Started.Add(work);
        return Task.CompletedTask;
    }

    public Task WakeAsync(WorkKey key, CancellationToken cancellationToken)
    {
        Woken.Add(key);
        OnWake?.Invoke(key);
        return Task.CompletedTask;
    }
}
