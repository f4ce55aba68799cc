using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Field;

/// <summary>Links to the pages of Microsoft's portals where an admin sees the same thing; each names the tenant, so that nobody lands in their own.</summary>
public static class Blades
{
    public static Uri EnterpriseApplication(TenantId tenantId, string? objectId, string appId) => objectId is null
        ? new($"https://entra.microsoft.com/{tenantId}/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview")
        : new($"https://entra.microsoft.com/{tenantId}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/{objectId}/appId/{appId}");

    /// <summary>The Entra admin center of the tenant.</summary>
    public static Uri Entra(TenantId tenantId) => new($"https://entra.microsoft.com/{tenantId}/");

    /// <summary>The Intune admin center of the tenant.</summary>
    public static Uri Intune(TenantId tenantId) => new($"https://intune.microsoft.com/{tenantId}/");

    public static Uri ConfigurationPolicies(TenantId tenantId) =>
        new($"https://intune.microsoft.com/{tenantId}/#view/Microsoft_Intune_DeviceSettings/DevicesMenu/~/configuration");

    public static Uri WindowsHelloEnrolment(TenantId tenantId) =>
        new($"https://intune.microsoft.com/{tenantId}/#view/Microsoft_Intune_Enrollment/EnrollmentMenu/~/windowsEnrollment");

    public static Uri WindowsDevices(TenantId tenantId) =>
        new($"https://intune.microsoft.com/{tenantId}/#view/Microsoft_Intune_DeviceSettings/DevicesWindowsMenu/~/windowsDevices");

    public static Uri Domains(TenantId tenantId) =>
        new($"https://entra.microsoft.com/{tenantId}/#view/Microsoft_AAD_IAM/DomainsManagementMenuBlade/~/CustomDomainNames");

    public static Uri SignIns(TenantId tenantId) =>
        new($"https://entra.microsoft.com/{tenantId}/#view/Microsoft_AAD_IAM/SignInEventsV3Blade");

    public static Uri Roles(TenantId tenantId) =>
        new($"https://entra.microsoft.com/{tenantId}/#view/Microsoft_AAD_IAM/RolesManagementMenuBlade/~/AllRoles");
}
