using System.Collections.Concurrent;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// The people of this process on whose behalf work runs, as they are signed in. After a restart and on other instances they are who the
/// token cache knows. Those who brought a token along with a request last by a session of their own, before a restart as after it.
/// </summary>
internal sealed class Starters(ILastingSignIns lasting)
{
    /// <summary>A sign-in holds its tokens, and nobody tells when work is over on another instance.</summary>
    internal const int Most = 500;

    private readonly ConcurrentDictionary<WorkId, Actor> _people = new();
    private readonly ConcurrentQueue<WorkId> _order = new();

    /// <inheritdoc cref="ILastingSignIns.BeginAsync"/>
    internal Task<Fact<Actor>> BeginAsync(Actor actor, CancellationToken cancellationToken) => lasting.BeginAsync(actor, null, [], cancellationToken);

    /// <inheritdoc cref="ILastingSignIns.BeginAsync"/>
    internal Task<Fact<Actor>> BeginAsync(Actor actor, Tenant tenant, IEnumerable<OperationStep> steps, CancellationToken cancellationToken) => lasting.BeginAsync(
        actor, tenant, [.. steps.Where(step => step.State == StepState.Pending).Select(step => step.Planned.Scope).Distinct(StringComparer.Ordinal)], cancellationToken);

    /// <inheritdoc cref="ILastingSignIns.EndAsync"/>
    internal Task EndAsync(OperationActor startedBy) => lasting.EndAsync(startedBy, CancellationToken.None);

    /// <summary>Those of a bulk repair share its sign-in, which ends with it.</summary>
    internal Task EndAsync(Operation operation) => operation.BulkRepairId is null ? EndAsync(operation.StartedBy) : Task.CompletedTask;

    /// <summary>Nothing came of what was begun for it; a sign-in that somebody brought along stays theirs.</summary>
    internal Task GiveUpAsync(Actor asked, Actor begun) => asked.Session is null ? EndAsync(OperationActor.Of(begun)) : Task.CompletedTask;

    internal void Remember(WorkId work, Actor actor)
    {
        if (actor.Kind != ActorKind.User || actor.Session is not null)
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
