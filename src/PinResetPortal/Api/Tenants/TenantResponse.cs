using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Api.Tenants;

/// <param name="Verdict">Ready, NotReady or Unknown; null: not read yet.</param>
/// <param name="Relationship">home, gdap, gdapExpired or direct.</param>
internal sealed record TenantResponse(Guid TenantId, string DisplayName, string? Verdict, DateTimeOffset? ReadAt, string Relationship)
{
    public static TenantResponse From(Tenant tenant, ReadinessMark? mark) =>
        new(tenant.Id.Value, tenant.DisplayName, mark?.Verdict.ToString(), mark?.ReadAt, tenant.Relationship.Name);
}
