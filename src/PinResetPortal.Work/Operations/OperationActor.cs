using System.Security.Claims;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Who started something that outlives the process; enough to find the account in the token cache after a restart.</summary>
/// <param name="Session">As <see cref="Actor.Session"/> has it. A row keeps it as long as its work may need it, and no longer.</param>
/// <param name="Account">
/// Where a person who signed in on the pages lives, as the token cache names them (MSAL's home account id); null: they live in
/// <paramref name="HomeTenantId"/> and are no guest there.
/// </param>
public sealed record OperationActor(ActorKind Kind, string Id, string Name, TenantId HomeTenantId, PortalRole Role, string? Session = null, string? Account = null)
{
    // The claims by which Microsoft.Identity.Web finds an account: https://learn.microsoft.com/dotnet/api/microsoft.identity.web.claimconstants
    private const string Person = "uid";
    private const string Tenant = "utid";

    public static OperationActor Of(Actor actor) => new(
        actor.Kind, actor.Id, actor.Name, actor.HomeTenantId, actor.Role, actor.Session,
        actor.Principal.FindFirst(Person)?.Value is { } person && actor.Principal.FindFirst(Tenant)?.Value is { } tenant ? $"{person}.{tenant}" : null);

    /// <summary>The actor as the token cache knows them.</summary>
    public Actor Restore()
    {
        var (person, tenant) = Account?.Split('.') is [var user, var home] ? (user, home) : (Id, HomeTenantId.ToString());
        var identity = new ClaimsIdentity([new("oid", Id), new("tid", HomeTenantId.ToString()), new(Person, person), new(Tenant, tenant)], "restored");
        return new(Kind, Id, Name, HomeTenantId, Role, new ClaimsPrincipal(identity), Session);
    }

    /// <summary>As a row keeps it.</summary>
    /// <param name="goesOn">False: the work is over, and what was kept for it goes.</param>
    public OperationActor Kept(bool goesOn) => goesOn ? this : this with { Session = null };
}
