using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// Lets work go on as the person who started it when the request that brought their token is over (long-running on-behalf-of,
/// https://learn.microsoft.com/entra/msal/dotnet/acquiring-tokens/web-apps-apis/on-behalf-of-flow#long-running-obo-processes). Implemented
/// by the Graph room.
/// </summary>
public interface ILastingSignIns
{
    /// <summary>
    /// Within the request: an actor that lasts, with <see cref="Actor.Session"/>. Applications and people of the pages last as they are, and
    /// come back unchanged.
    /// </summary>
    /// <param name="tenant">Where the work will send something; null: in more than one, or nothing.</param>
    /// <param name="permissions">What it needs there.</param>
    /// <returns>Why the work would have nobody to run as: then it must not be accepted.</returns>
    Task<Fact<Actor>> BeginAsync(Actor actor, Tenant? tenant, IReadOnlyList<string> permissions, CancellationToken cancellationToken);

    /// <summary>The work is over: its tokens leave the cache. Harmless for somebody without a session, and when it is done twice.</summary>
    Task EndAsync(OperationActor startedBy, CancellationToken cancellationToken);
}
