using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.People;

/// <summary>The page of one person. The address carries ids only: a name would end up in logs and histories.</summary>
internal static class PersonAddress
{
    public static string Of(TenantId tenantId, string userId, string? deviceId = null) =>
        $"{TenantAddress.People(tenantId)}/{Uri.EscapeDataString(userId)}{(deviceId is null ? "" : $"?device={Uri.EscapeDataString(deviceId)}")}";
}
