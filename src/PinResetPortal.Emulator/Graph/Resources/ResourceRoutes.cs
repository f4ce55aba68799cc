using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

internal static class ResourceRoutes
{
    public static IEnumerable<GraphRoute> All() =>
    [
        .. TenantResources.Routes,
        .. Users.Routes,
        .. AuthenticationMethods.Routes,
        .. SignInPolicies.Routes,
        .. Groups.Routes,
        .. DirectoryRoleResources.Routes,
        .. DirectoryObjects.Routes,
        .. Applications.Routes,
        .. ServicePrincipals.Routes,
        .. DeletedItems.Routes,
        .. PermissionGrants.Routes,
        .. AppRoleAssignments.Routes,
        .. ConfigurationPolicies.Routes,
        .. DeviceConfigurations.Routes,
        .. Intents.Routes,
        .. GroupPolicyConfigurations.Routes,
        .. EnrollmentConfigurations.Routes,
        .. ManagedDevices.Routes,
        .. PolicyReports.Routes,
        .. AuditLogs.Routes,
        .. PartnerRelationships.Routes,
    ];
}
