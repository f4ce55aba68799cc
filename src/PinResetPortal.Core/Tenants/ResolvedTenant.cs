namespace PinResetPortal.Core.Tenants;

/// <param name="Region"><c>tenant_region_scope</c>, for example <c>EU</c>.</param>
public sealed record ResolvedTenant(TenantId Id, string? Region);
