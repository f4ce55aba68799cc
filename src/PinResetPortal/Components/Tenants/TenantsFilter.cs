using PinResetPortal.Components.Choosing;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Tenants;

/// <summary>What the list of tenants shows; stands in the address.</summary>
/// <param name="Show">One of <see cref="Choices"/>; null: all.</param>
public sealed record TenantsFilter(string? Text, string? Show, string? Tag)
{
    public static readonly IReadOnlyList<(string? Value, string Words)> Choices =
    [
        (null, "All"),
        ("favourites", "Favourites"),
        ("expiring", "Ending soon"),
        ("ended", "Ended"),
        ("roles", "Roles missing"),
        ("direct", "Added by hand"),
    ];

    public bool Shows(Tenant tenant, TenantMemory memory, DateTimeOffset now) =>
        TenantSearch.Matches(tenant, Text)
        && IsShownBy(Show, tenant, memory, now)
        && (Tag is null || tenant.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase));

    public static bool IsShownBy(string? show, Tenant tenant, TenantMemory memory, DateTimeOffset now) => show switch
    {
        "favourites" => memory.Favourites.Contains(tenant.Id.ToString()),
        "expiring" => tenant.Relationship.StateAt(now) == RelationshipState.Expiring,
        "ended" => tenant.Relationship.StateAt(now) is RelationshipState.Ended or RelationshipState.Unlisted,
        "roles" => RoleNeed.MissingFrom(tenant.Relationship).Count > 0,
        "direct" => tenant.Relationship.Kind == RelationshipKind.Direct,
        _ => true,
    };
}
