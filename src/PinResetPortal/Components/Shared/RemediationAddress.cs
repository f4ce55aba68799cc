using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>Addresses of plans and runs: a reload, the back button and a trip to a consent page come back to the same one.</summary>
public static class RemediationAddress
{
    public const string Everything = "all";

    /// <param name="fix"><see cref="Everything"/> or the id of a check.</param>
    public static string Plan(TenantId tenantId, string fix) => $"/tenants/{tenantId}?fix={Uri.EscapeDataString(fix)}";

    public static string Run(TenantId tenantId, Guid operationId) => $"/tenants/{tenantId}?operation={operationId:D}";
}
