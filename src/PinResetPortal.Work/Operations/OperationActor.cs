using System.Security.Claims;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Who started something that outlives the process; enough to find the account in the token cache after a restart.</summary>
public sealed record OperationActor(ActorKind Kind, string Id, string Name, TenantId HomeTenantId, PortalRole Role)
{
    public static OperationActor Of(Actor actor) => new(actor.Kind, actor.Id, actor.Name, actor.HomeTenantId, actor.Role);

    /// <summary>The actor as the token cache knows them.</summary>
    public Actor Restore()
    {
        var identity = new ClaimsIdentity([new("oid", Id), new("tid", HomeTenantId.ToString())], "restored");
        return new(Kind, Id, Name, HomeTenantId, Role, new ClaimsPrincipal(identity));
    }
}
