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

    /// <summary><c>autoExtendDuration</c> of the relationship in days; null: it ends.</summary>
    public int? AutoExtendDays { get; set; }

    public string? RelationshipName { get; set; }

    /// <summary>Whether the partner tenant lists the customer.</summary>
    public bool Listed { get; set; } = true;

    /// <summary>JSON array of words.</summary>
    public string Tags { get; set; } = "[]";
}
