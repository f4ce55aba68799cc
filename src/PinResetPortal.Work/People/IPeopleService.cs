using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.People;

/// <summary>Finds people and says whether they can reset their PIN, for pages and API. Keeps nothing but the fact that somebody looked.</summary>
public interface IPeopleService
{
    /// <returns>The hits, why there are none, or null when the tenant is not one of this actor's tenants.</returns>
    Task<Fact<IReadOnlyList<PersonHit>>?> SearchAsync(TenantId tenantId, Actor actor, string text, CancellationToken cancellationToken);

    /// <summary>Reads the person and the tenant now. The look-up is recorded in the audit log first; without that nothing is read.</summary>
    Task<PersonLookup> LookUpAsync(TenantId tenantId, Actor actor, Guid userId, CancellationToken cancellationToken);
}

/// <summary>How a look-up ended.</summary>
public abstract record PersonLookup
{
    private PersonLookup()
    {
    }

    public sealed record Found(PersonAnswer Answer) : PersonLookup;

    /// <summary>The tenant is not one of this actor's tenants.</summary>
    public sealed record NoTenant : PersonLookup;

    /// <summary>The tenant has no such user.</summary>
    public sealed record NoPerson : PersonLookup;

    /// <summary>Not even the user object could be read.</summary>
    public sealed record Refused(UnreadableReason Reason) : PersonLookup;

    /// <summary>The actor's portal role does not allow it.</summary>
    public sealed record Denied(PortalRole Needed) : PersonLookup;
}
