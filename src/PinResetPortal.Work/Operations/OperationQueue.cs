using System.Collections.Concurrent;
using System.Threading.Channels;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Runs that wait for their turn in this process, each with the actor on whose behalf it runs.</summary>
public sealed class OperationQueue
{
    private readonly Channel<QueuedOperation> _waiting = Channel.CreateUnbounded<QueuedOperation>();
    private readonly ConcurrentDictionary<Guid, QueuedOperation> _held = new();

    public void Enqueue(Guid operationId, Actor actor)
    {
        var queued = new QueuedOperation(operationId, actor);
        _held[operationId] = queued;
        _waiting.Writer.TryWrite(queued);
    }

    internal IAsyncEnumerable<QueuedOperation> ReadAllAsync(CancellationToken cancellationToken) => _waiting.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Those that wait or run in this process.</summary>
    internal IReadOnlyCollection<Guid> Held => [.. _held.Keys];

    /// <summary>Lets go of a run that is over, unless it waits again already.</summary>
    internal void Forget(QueuedOperation queued) => _held.TryRemove(new(queued.OperationId, queued));
}

internal sealed class QueuedOperation(Guid operationId, Actor actor)
{
    public Guid OperationId { get; } = operationId;

    public Actor Actor { get; } = actor;
}
