using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Graph.Registering;

internal sealed class OwnRegistrationReader(
    TenantTokens tokens, GraphConnector connector, WriteGateway gateway, RetryPauses pauses, IHttpClientFactory clients, IOptions<GraphOptions> options, TimeProvider time) : IOwnRegistrationReader
{
    private static readonly string[] _needed = [PortalPermissions.ApplicationRead, PortalPermissions.DirectoryRead];

    public async Task<Fact<LiveRegistration>> ReadAsync(Tenant home, string clientId, Actor actor, CancellationToken cancellationToken)
    {
        switch (await tokens.AcquireForReadingAsync(home, actor, _needed, forceRefresh: false, cancellationToken))
        {
            case TokenResult.Refused { Reason: var reason }:
                return reason;
            case TokenResult.Granted { Token: { GrantsNothing: true } }:
                return new UnreadableReason(
                    UnreadableKind.PermissionMissing, "The portal has no application permission of its own, so it cannot look while nobody is signed in.",
                    "Open Settings, This portal: there it looks with your sign-in.", Permission: PortalPermissions.ApplicationRead);
            case TokenResult.Granted { Token: var token }:
                using (var session = new RegistrationSession(connector.Open(token, new RequestMeter()), gateway, pauses) { ObjectId = null, Name = actor.Name, IsApplication = actor.Kind == ActorKind.Application })
                {
                    return await session.ReadAsync(clientId, "", cancellationToken);
                }

            default:
                throw new InvalidOperationException("A token is granted or refused.");
        }
    }

    public async Task<Fact<ClockFacts>> ReadClockAsync(CancellationToken cancellationToken)
    {
        var authority = options.Value.Authority;
        try
        {
            using var client = clients.CreateClient(GraphClients.OtherHttpClientName);
            var before = time.GetUtcNow();
            using var response = await client.GetAsync(new Uri(authority, "/common/v2.0/.well-known/openid-configuration"), cancellationToken);
            var asked = before + ((time.GetUtcNow() - before) / 2);
            return response.Headers.Date is { } date
                ? new ClockFacts(asked - date, authority.Host)
                : new UnreadableReason(UnreadableKind.NotUnderstood, $"{authority.Host} did not tell its time.", "Look whether a proxy stands between this machine and Entra.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new UnreadableReason(UnreadableKind.Unavailable, $"{authority.Host} could not be reached.", "Look at the network, the proxy and the firewall of this machine: the portal needs https to the sign-in host and to Graph.");
        }
    }
}
