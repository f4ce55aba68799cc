using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Graph.Onboarding;

/// <summary>What onboarding looks at: the token with everything that was granted, and the licences.</summary>
internal sealed class OnboardingReader(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, IOptions<GraphOptions> options, PortalRegistration registration) : IOnboardingReader
{
    public IReadOnlyList<PortalPermission> Permissions { get; } = registration.InEveryTenant;

    public async Task<Fact<AccessFacts>> ReadAccessAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) =>
        await tokens.AcquireAsync(tenant, actor, [".default"], forceRefresh: true, cancellationToken) switch
        {
            TokenResult.Granted { Token.Access: var access } => access,
            TokenResult.Refused { Reason: var reason } => reason,
            _ => throw new InvalidOperationException("A token is granted or refused."),
        };

    public async Task<Fact<LicenceFacts>> ReadLicencesAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        var token = await tokens.AcquireAsync(tenant, actor, [".default"], forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        using var connection = connector.Open(granted, new RequestMeter());
        var answers = new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, granted.Access));
        await answers.AskAsync([GraphReads.Licences.Ask()], cancellationToken);
        return answers.Fact(GraphReads.Licences.Ask());
    }
}
