namespace PinResetPortal.Core.Tenants;

/// <summary>A tenant that the portal knows, and by what right it looks into it.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="DisplayName">The organisation's name as Entra or Partner Center gives it.</param>
/// <param name="DefaultDomain">The primary domain, where known.</param>
/// <param name="Relationship">How we come to it.</param>
public sealed record Tenant(TenantId Id, string DisplayName, string? DefaultDomain, TenantRelationship Relationship)
{
    /// <summary>Words that the portal's people sort their tenants by, in alphabetical order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// False: the tenant was known under another home tenant of this portal, and consented for that one. The portal uses its application
    /// permissions there only after somebody consented again for this home tenant.
    /// </summary>
    public bool AppOnlyConfirmed { get; init; } = true;
}

public enum RelationshipKind
{
    /// <summary>The tenant people sign in from (on the allow list).</summary>
    Home,

    /// <summary>A customer of the partner tenant, through granular delegated admin privileges.</summary>
    Gdap,

    /// <summary>Added by hand; it consented to the portal itself.</summary>
    Direct,
}

/// <summary>Where a relationship stands. Each is a state of the tenant, and none takes it off a list.</summary>
public enum RelationshipState
{
    Active,

    /// <summary>Ends within <see cref="TenantRelationship.ExpiryNotice"/> and does not extend itself.</summary>
    Expiring,

    /// <summary>Expired or terminated.</summary>
    Ended,

    /// <summary>The partner tenant does not list the customer any more.</summary>
    Unlisted,
}

/// <summary>The right by which the portal looks into a tenant.</summary>
/// <param name="Kind">Home, GDAP or direct.</param>
/// <param name="Active">False when a GDAP relationship has expired or was terminated: the tenant stays listed, nothing is read from it.</param>
/// <param name="EndsAt">The end of a GDAP relationship (UTC), where known.</param>
/// <param name="PartnerTenantId">The home tenant that the entry belongs to: it holds the GDAP relationship, or its people added the tenant by hand.</param>
/// <param name="Roles">Template ids of the directory roles that the relationship grants; empty for the other kinds.</param>
public sealed record TenantRelationship(
    RelationshipKind Kind,
    bool Active,
    DateTimeOffset? EndsAt = null,
    TenantId? PartnerTenantId = null,
    IReadOnlyList<Guid>? Roles = null)
{
    /// <summary>A relationship that ends within this time is shown as expiring, unless it extends itself.</summary>
    public static readonly TimeSpan ExpiryNotice = TimeSpan.FromDays(30);

    public IReadOnlyList<Guid> Roles { get; init; } = Roles ?? [];

    /// <summary>By how much a GDAP relationship extends itself at its end (<c>autoExtendDuration</c>); null: it ends.</summary>
    public TimeSpan? AutoExtends { get; init; }

    /// <summary>The relationship's own name in Partner Center.</summary>
    public string? RelationshipName { get; init; }

    /// <summary>False when the partner tenant no longer lists this customer at all.</summary>
    public bool Listed { get; init; } = true;

    /// <param name="now">The current time.</param>
    public RelationshipState StateAt(DateTimeOffset now) => this switch
    {
        { Kind: not RelationshipKind.Gdap } => RelationshipState.Active,
        { Listed: false } => RelationshipState.Unlisted,
        { Active: false } => RelationshipState.Ended,
        { AutoExtends: not null } or { EndsAt: null } => RelationshipState.Active,
        { EndsAt: { } end } when end <= now => RelationshipState.Ended,
        { EndsAt: { } end } when end - now <= ExpiryNotice => RelationshipState.Expiring,
        _ => RelationshipState.Active,
    };

    /// <summary>The word the HTTP API uses: <c>home</c>, <c>gdap</c>, <c>gdapExpired</c> or <c>direct</c>.</summary>
    public string Name => Kind switch
    {
        RelationshipKind.Home => "home",
        RelationshipKind.Gdap => Active ? "gdap" : "gdapExpired",
        _ => "direct",
    };
}
