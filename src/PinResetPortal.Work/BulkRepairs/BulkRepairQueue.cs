using System.Threading.Channels;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Bulk repairs that wait for this process to work on them, each with the actor on whose behalf it does.</summary>
public sealed class BulkRepairQueue
{
    private readonly Channel<(Guid Id, Actor Actor)> _waiting = Channel.CreateUnbounded<(Guid, Actor)>();

    internal void Enqueue(Guid id, Actor actor) => _waiting.Writer.TryWrite((id, actor));

    internal IAsyncEnumerable<(Guid Id, Actor Actor)> ReadAllAsync(CancellationToken cancellationToken) => _waiting.Reader.ReadAllAsync(cancellationToken);
}
