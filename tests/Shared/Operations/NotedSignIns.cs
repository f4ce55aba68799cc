using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Sign-ins that last as a test wants them to, and a note of those that were ended.</summary>
internal sealed class NotedSignIns : ILastingSignIns
{
    private int _begun;

    /// <summary>Whether people come with a token of a request.</summary>
    public bool OfRequests { get; set; }

    /// <summary>Null: everybody may.</summary>
    public UnreadableReason? Refusal { get; set; }

    public List<string> Ended { get; } = [];

    /// <summary>What somebody was asked for before their work was accepted.</summary>
    public List<(TenantId? Tenant, IReadOnlyList<string> Permissions)> Asked { get; } = [];

    public Task<Fact<Actor>> BeginAsync(Actor actor, Tenant? tenant, IReadOnlyList<string> permissions, CancellationToken cancellationToken)
    {
        Asked.Add((tenant?.Id, permissions));
        return Task.FromResult<Fact<Actor>>(
            Refusal is { } refusal ? refusal
            : OfRequests && actor is { Kind: ActorKind.User, Session: null } ? actor with { Session = $"session-{++_begun}" }
            : actor);
    }

    public Task EndAsync(OperationActor startedBy, CancellationToken cancellationToken)
    {
        if (startedBy.Session is { } session)
        {
            Ended.Add(session);
        }

        return Task.CompletedTask;
    }
}
