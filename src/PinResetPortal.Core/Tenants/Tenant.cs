namespace PinResetPortal.Core.Tenants;

/// <summary>A tenant that the portal knows, and by what right it looks into it.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="DisplayName">The organisation's name as Entra or Partner Center gives it.</param>
/// <param name="DefaultDomain">The primary domain, where known.</param>
/// <param name="Relationship">How we come to it.</param>
public sealed record Tenant(TenantId Id, string DisplayName, string? DefaultDomain, TenantRelationship Relationship);

public enum RelationshipKind
{
    /// <summary>The tenant people sign in from (on the allow list).</summary>
    Home,

    /// <summary>A customer of the partner tenant, through granular delegated admin privileges.</summary>
    Gdap,

    /// <summary>Added by hand; it consented to the portal itself.</summary>
    Direct,
}

/// <summary>The right by which the portal looks into a tenant.</summary>
/// <param name="Kind">Home, GDAP or direct.</param>
/// <param name="Active">False when a GDAP relationship has expired or was terminated: the tenant stays listed, nothing is read from it.</param>
/// <param name="EndsAt">The end of a GDAP relationship (UTC), where known.</param>
/// <param name="PartnerTenantId">The partner tenant that holds a GDAP relationship.</param>
/// <param name="Roles">Template ids of the directory roles that the relationship grants; empty for the other kinds.</param>
public sealed record TenantRelationship(
    RelationshipKind Kind,
    bool Active,
    DateTimeOffset? EndsAt = null,
    TenantId? PartnerTenantId = null,
    IReadOnlyList<Guid>? Roles = null)
{
    public IReadOnlyList<Guid> Roles { get; init; } = Roles ?? [];

    /// <summary>The word the HTTP API uses: <c>home</c>, <c>gdap</c>, <c>gdapExpired</c> or <c>direct</c>.</summary>
    public string Name => Kind switch
    {
        RelationshipKind.Home => "home",
        RelationshipKind.Gdap => Active ? "gdap" : "gdapExpired",
        _ => "direct",
    };
}
