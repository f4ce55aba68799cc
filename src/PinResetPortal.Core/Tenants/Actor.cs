using System.Security.Claims;

namespace PinResetPortal.Core.Tenants;

/// <summary>What somebody may do in the portal (an app role of the portal's own registration). Each role includes the ones below it.</summary>
public enum PortalRole
{
    None = 0,

    /// <summary>Helpdesk: sees everything, changes nothing.</summary>
    Reader = 1,

    /// <summary>May run and undo remediations.</summary>
    Operator = 2,

    /// <summary>May change settings, tenants and the allow list.</summary>
    Admin = 3,
}

public enum ActorKind
{
    /// <summary>A signed-in person: Graph is called with delegated permissions.</summary>
    User,

    /// <summary>An application token on the API: Graph is called app-only, where the tenant granted it.</summary>
    Application,
}

/// <summary>
/// Who asks. Passed along with every read and write, because in a Blazor circuit or a background run there is no HttpContext
/// to take it from.
/// </summary>
/// <param name="Id">Object id of the user or client id of the application.</param>
/// <param name="Name">Shown in the audit log: user principal name or application id.</param>
/// <param name="HomeTenantId">The tenant that issued the sign-in.</param>
/// <param name="Role">The highest portal role held.</param>
/// <param name="Principal">The signed-in principal, by which Microsoft.Identity.Web finds the account in the token cache.</param>
/// <param name="Session">
/// Encrypted: by what the token cache finds a person whose token came with a request, when that request is over. Null: by the principal.
/// </param>
public sealed record Actor(ActorKind Kind, string Id, string Name, TenantId HomeTenantId, PortalRole Role, ClaimsPrincipal Principal, string? Session = null)
{
    /// <summary>The portal itself, working for a home tenant while nobody is there: with the application permissions that a tenant granted it.</summary>
    /// <param name="id">What the audit log calls it, for example <c>schedule</c>.</param>
    public static Actor Portal(string id, string name, TenantId homeTenantId, PortalRole role) =>
        new(ActorKind.Application, id, name, homeTenantId, role, new ClaimsPrincipal());

    public bool May(PortalRole role) => Role >= role;

    /// <summary>A tenant as this actor's home tenant has it.</summary>
    public TenantKey KeyOf(TenantId tenantId) => new(HomeTenantId, tenantId);
}
