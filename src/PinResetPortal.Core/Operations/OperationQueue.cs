using System.Collections.Concurrent;
using System.Threading.Channels;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Operations;

/// <summary>Runs that wait for their turn in this process, each with the actor on whose behalf it runs.</summary>
public sealed class OperationQueue
{
    private readonly Channel<QueuedOperation> _waiting = Channel.CreateUnbounded<QueuedOperation>();
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _cancel = new();

    public void Enqueue(Guid operationId, Actor actor)
    {
        var source = _cancel.GetOrAdd(operationId, _ => new CancellationTokenSource());
        _waiting.Writer.TryWrite(new(operationId, actor, source.Token));
    }

    /// <summary>Asks a run of this process to stop before its next step; false when it does not run here.</summary>
    public bool TryCancel(Guid operationId)
    {
        if (!_cancel.TryGetValue(operationId, out var source))
        {
            return false;
        }

        source.Cancel();
        return true;
    }

    internal IAsyncEnumerable<QueuedOperation> ReadAllAsync(CancellationToken cancellationToken) => _waiting.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Those that wait or run in this process.</summary>
    internal IReadOnlyCollection<Guid> Held => [.. _cancel.Keys];

    internal void Forget(Guid operationId)
    {
        if (_cancel.TryRemove(operationId, out var source))
        {
            source.Dispose();
        }
    }
}

internal sealed record QueuedOperation(Guid OperationId, Actor Actor, CancellationToken Cancelled);
