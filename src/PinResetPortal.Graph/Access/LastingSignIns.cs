using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web.TokenCacheProviders;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Access;

internal sealed class LastingSignIns(TenantTokens tokens, PersonSessions sessions, IServiceProvider services) : ILastingSignIns
{
    public async Task<Fact<Actor>> BeginAsync(Actor actor, Tenant? tenant, IReadOnlyList<string> permissions, CancellationToken cancellationToken)
    {
        if (actor.Kind != ActorKind.User || (actor.Session is null && !PersonSessions.CameWithToken(actor.Principal)))
        {
            return actor;
        }

        var lasting = actor;
        if (actor.Session is null)
        {
            var key = PersonSessions.NewForWork();
            if (await tokens.BeginAsync(actor, key, cancellationToken) is TokenResult.Refused { Reason: var atHome })
            {
                return atHome;
            }

            lasting = actor with { Session = sessions.Close(actor, key) };
        }

        // What the work is going to be refused is better told now than in an hour, to nobody.
        if (tenant is not null && permissions.Count > 0 && await tokens.AcquireAsync(tenant, lasting, permissions, forceRefresh: false, cancellationToken) is TokenResult.Refused { Reason: var there })
        {
            if (actor.Session is null)
            {
                await EndAsync(OperationActor.Of(lasting), CancellationToken.None);
            }

            return there;
        }

        return lasting;
    }

    // Resolved late, as the tokens are: the host brings it.
    public Task EndAsync(OperationActor startedBy, CancellationToken cancellationToken) => startedBy.Session is { } session
        ? services.GetRequiredService<IMsalTokenCacheProvider>().ClearAsync(sessions.Open(startedBy.HomeTenantId, startedBy.Id, session))
        : Task.CompletedTask;
}
