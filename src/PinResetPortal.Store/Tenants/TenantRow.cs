using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Tenants;

internal sealed class TenantRow
{
    public required TenantId TenantId { get; init; }

    public required string DisplayName { get; set; }

    public string? DefaultDomain { get; set; }

    public RelationshipKind Relationship { get; set; }

    public bool Active { get; set; }

    public DateTimeOffset? EndsAt { get; set; }

    public TenantId? PartnerTenantId { get; set; }

    /// <summary>JSON array of role template ids.</summary>
    public required string Roles { get; set; }
}
