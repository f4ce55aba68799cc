using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>What people change in the portal's own list of tenants: tenants added by hand, and tags.</summary>
public interface ITenantRegister
{
    /// <summary>Adds a tenant that consents to the portal itself. Needs the portal role Admin.</summary>
    /// <param name="idOrDomain">A tenant id or one of its domains.</param>
    /// <param name="displayName">What to call it until it has been read; null: the id or domain as it was given.</param>
    Task<AddTenantResult> AddAsync(Actor actor, string idOrDomain, string? displayName, CancellationToken cancellationToken);

    /// <summary>Takes a tenant that was added by hand off the list; its history and audit entries stay. Needs the portal role Admin.</summary>
    Task<ChangeTenantResult> RemoveAsync(Actor actor, TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>Replaces the tags of a tenant. Needs the portal role Operator.</summary>
    Task<ChangeTenantResult> SetTagsAsync(Actor actor, TenantId tenantId, IReadOnlyList<string> tags, CancellationToken cancellationToken);
}

public abstract record AddTenantResult
{
    private AddTenantResult()
    {
    }

    public sealed record Added(Tenant Tenant) : AddTenantResult;

    /// <summary>It is on the caller's list already.</summary>
    public sealed record AlreadyListed(Tenant Tenant) : AddTenantResult;

    /// <summary>Not a tenant, not reachable, or somebody else's: the reason says which.</summary>
    public sealed record Refused(UnreadableReason Reason) : AddTenantResult;

    public sealed record Denied(PortalRole Needed) : AddTenantResult;
}

public abstract record ChangeTenantResult
{
    private ChangeTenantResult()
    {
    }

    public sealed record Done(Tenant Tenant) : ChangeTenantResult;

    public sealed record NotFound : ChangeTenantResult;

    /// <summary>One plain sentence.</summary>
    public sealed record Refused(string Why) : ChangeTenantResult;

    public sealed record Denied(PortalRole Needed) : ChangeTenantResult;
}
