using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Offboarding;

namespace PinResetPortal.Graph.Onboarding;

/// <summary>Finds the portal's service principal in a tenant, with a token that may delete it: without one nothing is promised.</summary>
internal sealed class OwnServicePrincipal(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, IOptions<GraphOptions> options) : IOwnServicePrincipal
{
    public string? ClientId => options.Value.ClientId;

    public async Task<Fact<IReadOnlyList<string>>> FindAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        var change = GraphFeature.ChangeServicePrincipals;
        if (await tokens.AcquireAsync(tenant, actor, [change.Permission], forceRefresh: true, cancellationToken) is var token && token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        if (granted.Access.Scopes is { } scopes && !change.IsOpenedBy(scopes))
        {
            return new UnreadableReason(
                UnreadableKind.PermissionMissing, $"The portal may not {change.Subject} in {tenant.DisplayName}.", $"Grant the portal {change.Permission} in {tenant.DisplayName}.", change.Permission);
        }

        using var connection = connector.Open(granted, new RequestMeter());
        var answers = new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, granted.Access));
        var request = ChangeReads.ServicePrincipalIds.Ask(ClientId ?? "");
        await answers.AskAsync([request], cancellationToken);
        return answers.Fact(request);
    }
}
