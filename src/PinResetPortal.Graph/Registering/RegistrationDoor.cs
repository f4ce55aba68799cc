using Microsoft.IdentityModel.JsonWebTokens;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Registering;

internal sealed class RegistrationDoor(GraphConnector connector, WriteGateway gateway, RetryPauses pauses) : IRegistrationDoor
{
    public IRegistrationSession? Open(string accessToken)
    {
        if (!new JsonWebTokenHandler().CanReadToken(accessToken))
        {
            return null;
        }

        var token = new JsonWebToken(accessToken);
        if (!TenantId.TryParse(Text(token, "tid"), null, out var tenantId))
        {
            return null;
        }

        var isApplication = Text(token, "scp") is null;
        var wrapped = GraphToken.Wrap(accessToken, tenantId, isApplication ? ActorKind.Application : ActorKind.User);
        return new RegistrationSession(connector.Open(wrapped, new RequestMeter()), gateway, pauses)
        {
            ObjectId = Text(token, "oid"),
            Name = Text(token, "upn") ?? Text(token, "preferred_username") ?? Text(token, "app_displayname") ?? Text(token, "oid") ?? "somebody",
            IsApplication = isApplication,
        };
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) ? value : null;
}
