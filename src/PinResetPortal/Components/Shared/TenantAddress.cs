using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>The tenant of an address: <c>/tenants/{id}/…</c>. The address is the only place that says which tenant a page is about.</summary>
public static class TenantAddress
{
    public static string Health(TenantId tenantId) => $"/tenants/{tenantId}";

    public static string History(TenantId tenantId) => $"/tenants/{tenantId}/history";

    public static string Troubleshoot(TenantId tenantId) => $"/tenants/{tenantId}/troubleshoot";

    public static string People(TenantId tenantId) => $"/tenants/{tenantId}/people";

    public static string Onboarding(TenantId tenantId) => $"/tenants/{tenantId}/onboarding";

    public static string Evidence(TenantId tenantId) => $"/tenants/{tenantId}/evidence";

    /// <param name="relativePath">Relative to the base address, without a leading slash.</param>
    public static TenantId? Read(string relativePath)
    {
        var parts = relativePath.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 2 && parts[0] == "tenants" && TenantId.TryParse(parts[1], null, out var id) ? id : null;
    }
}
