using System.Collections.Concurrent;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// The people of this process on whose behalf work runs, as they are signed in. After a restart and on other instances they are who the
/// token cache knows.
/// </summary>
internal sealed class Starters
{
    /// <summary>A sign-in holds its tokens, and nobody tells when work is over on another instance.</summary>
    internal const int Most = 500;

    private readonly ConcurrentDictionary<WorkId, Actor> _people = new();
    private readonly ConcurrentQueue<WorkId> _order = new();

    internal void Remember(WorkId work, Actor actor)
    {
        if (actor.Kind != ActorKind.User)
        {
            return;
        }

        _people[work] = actor;
        _order.Enqueue(work);

        // Those whose work is over make room first: a bulk repair remembers somebody for each of its tenants.
        while (_order.TryPeek(out var oldest) && (_people.Count > Most || !_people.ContainsKey(oldest)) && _order.TryDequeue(out oldest))
        {
            _people.TryRemove(oldest, out _);
        }
    }

    internal bool Knows(WorkId work) => _people.ContainsKey(work);

    internal Actor ActorOf(WorkId work, OperationActor startedBy) => _people.TryGetValue(work, out var live) ? live : startedBy.Restore();

    /// <param name="actor">On whose behalf it ran: somebody else may have taken it up while it came to its end, and is kept.</param>
    internal void Forget(WorkId work, Actor actor) => _people.TryRemove(KeyValuePair.Create(work, actor));

    /// <summary>For what nobody can take up again.</summary>
    internal void Forget(WorkId work) => _people.TryRemove(work, out _);
}
