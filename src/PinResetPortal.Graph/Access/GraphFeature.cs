using PinResetPortal.Core.Field;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Graph.Access;

/// <summary>A part of Graph that the portal uses, with the permission and the directory role that open it.</summary>
/// <param name="Subject">For sentences: "could not read <i>the service principals</i>".</param>
/// <param name="Permission">The permission that the portal asks for.</param>
/// <param name="Sufficient">Other permissions that open it as well.</param>
/// <param name="Role">The directory role to ask for, for a person's own or GDAP rights.</param>
/// <param name="ReadOnlyRole">A smaller role that is enough for looking; null when there is none.</param>
internal sealed record GraphFeature(string Subject, string Permission, IReadOnlyList<string> Sufficient, Guid Role, Guid? ReadOnlyRole, bool IsIntune = false)
{
    private const string DirectoryReadWrite = "Directory.ReadWrite.All";

    public static readonly GraphFeature Organization = Directory("the organisation", "Organization.Read.All", "Organization.ReadWrite.All");
    public static readonly GraphFeature Domains = Directory("the domains", "Domain.Read.All", "Domain.ReadWrite.All");
    // https://learn.microsoft.com/graph/api/domain-list-federationconfiguration
    public static readonly GraphFeature Federation = new(
        "the sign-in address of a federated domain", "Domain-InternalFederation.Read.All",
        ["Domain-InternalFederation.ReadWrite.All", "Domain.Read.All", "Domain.ReadWrite.All"], KnownRoles.SecurityReader, null);

    public static readonly GraphFeature Licences = Directory("the licences", "Organization.Read.All", "LicenseAssignment.Read.All");
    public static readonly GraphFeature Grants = Directory("the permission grants", "DelegatedPermissionGrant.Read.All", "DelegatedPermissionGrant.ReadWrite.All");
    public static readonly GraphFeature Groups = Directory("the groups", "GroupMember.Read.All", "Group.Read.All", "Group.ReadWrite.All");

    public static readonly GraphFeature Users = Directory("the users", "User.Read.All", "User.ReadWrite.All");
    public static readonly GraphFeature Devices = Directory("the device object", "Device.Read.All", "Device.ReadWrite.All");

    public static readonly GraphFeature AuthenticationMethods = new(
        "the user's authentication methods", PortalPermissions.AuthenticationMethodsRead, ["UserAuthenticationMethod.ReadWrite.All"], KnownRoles.GlobalReader, null);

    public static readonly GraphFeature UserRoles = Directory("the directory roles of the user", "RoleManagement.Read.Directory", "User.Read.All");

    // https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get
    public static readonly GraphFeature AccessPass = new(
        "the Temporary Access Pass policy", PortalPermissions.AuthenticationPolicyRead, ["Policy.ReadWrite.AuthenticationMethod"], KnownRoles.GlobalReader, null);

    // https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies
    public static readonly GraphFeature ConditionalAccess = new("the Conditional Access policies", PortalPermissions.PolicyRead, [], KnownRoles.GlobalReader, null);

    public static readonly GraphFeature Registration = new(
        "the user's registration for multifactor authentication", PortalPermissions.AuditLogRead, [], KnownRoles.ReportsReader, null);

    public static readonly GraphFeature SignIns = new(
        "the sign-in log", PortalPermissions.AuditLogRead, [], KnownRoles.ReportsReader, null);

    public static readonly GraphFeature ServicePrincipals = new(
        "the service principals", PortalPermissions.ApplicationRead, [PortalPermissions.ApplicationWrite, PortalPermissions.DirectoryRead, DirectoryReadWrite], KnownRoles.DirectoryReaders, null);

    public static readonly GraphFeature IntunePolicies = new(
        "the Intune policies", PortalPermissions.IntuneConfigurationRead, [PortalPermissions.IntuneConfigurationWrite], KnownRoles.IntuneAdministrator, KnownRoles.GlobalReader, IsIntune: true);

    public static readonly GraphFeature HelloEnrolment = new(
        "the Windows Hello enrolment configurations", PortalPermissions.IntuneServiceConfigRead,
        ["DeviceManagementServiceConfig.ReadWrite.All", PortalPermissions.IntuneConfigurationRead, PortalPermissions.IntuneConfigurationWrite],
        KnownRoles.IntuneAdministrator, KnownRoles.GlobalReader, IsIntune: true);

    public static readonly GraphFeature ManagedDevices = new(
        "the Windows devices", PortalPermissions.ManagedDevicesRead, ["DeviceManagementManagedDevices.ReadWrite.All"], KnownRoles.IntuneAdministrator, KnownRoles.GlobalReader, IsIntune: true);

    public static readonly GraphFeature PolicyReports = new(
        "the device status of the policies", PortalPermissions.IntuneConfigurationRead,
        [PortalPermissions.IntuneConfigurationWrite, PortalPermissions.ManagedDevicesRead, "DeviceManagementManagedDevices.ReadWrite.All"],
        KnownRoles.IntuneAdministrator, KnownRoles.GlobalReader, IsIntune: true);

    public static readonly GraphFeature ChangeServicePrincipals = new(
        "change the service principals", PortalPermissions.ApplicationWrite, [DirectoryReadWrite], KnownRoles.CloudApplicationAdministrator, null);

    // https://learn.microsoft.com/graph/api/oauth2permissiongrant-post
    public static readonly GraphFeature ChangeGrants = new(
        "change permission grants", PortalPermissions.GrantWrite, [DirectoryReadWrite], KnownRoles.CloudApplicationAdministrator, null);

    public static readonly GraphFeature ChangeIntunePolicies = new(
        "change Intune policies", PortalPermissions.IntuneConfigurationWrite, [], KnownRoles.IntuneAdministrator, null, IsIntune: true);

    public static readonly GraphFeature DeviceActions = new(
        "ask devices to check in", PortalPermissions.DeviceActions, [], KnownRoles.IntuneAdministrator, null, IsIntune: true);

    public static readonly GraphFeature Customers = new(
        "the GDAP customers", PortalPermissions.DelegatedAdminRead, ["DelegatedAdminRelationship.ReadWrite.All"], KnownRoles.GlobalReader, null);

    public bool IsOpenedBy(IReadOnlyList<string> granted) =>
        granted.Any(name => name.Equals(Permission, StringComparison.OrdinalIgnoreCase) || Sufficient.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static GraphFeature Directory(string subject, params string[] sufficient) =>
        new(subject, PortalPermissions.DirectoryRead, [.. sufficient, DirectoryReadWrite], KnownRoles.DirectoryReaders, null);
}
