using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Tenants;

/// <param name="Mark">The latest answer; null when the tenant was never checked.</param>
public sealed record TenantRow(Tenant Tenant, ReadinessMark? Mark)
{
    public string RelationshipWords => Tenant.Relationship switch
    {
        { Kind: RelationshipKind.Home } => "Own tenant",
        { Kind: RelationshipKind.Gdap, Active: true } => "GDAP customer",
        { Kind: RelationshipKind.Gdap } => "GDAP ended",
        _ => "Added by hand",
    };
}
