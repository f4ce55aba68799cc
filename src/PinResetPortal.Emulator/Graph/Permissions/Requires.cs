using static PinResetPortal.Emulator.Graph.Permissions.DirectoryRoles;

namespace PinResetPortal.Emulator.Graph.Permissions;

/// <summary>
/// Least and higher privileged permissions of every endpoint, from the Permissions section of its page under
/// https://learn.microsoft.com/graph/api/overview, and the directory roles named there.
/// </summary>
internal static class Requires
{
    private static readonly Guid[] ApplicationAdministrators = [ApplicationAdministrator, CloudApplicationAdministrator, GlobalAdministrator];
    private static readonly Guid[] ReportReaders = [GlobalAdministrator, GlobalReader, ReportsReader, SecurityAdministrator, SecurityOperator, SecurityReader];
    private static readonly Guid[] IntuneReaders = [IntuneAdministrator, GlobalAdministrator, GlobalReader, SecurityAdministrator, SecurityOperator, SecurityReader];
    private static readonly Guid[] IntuneWriters = [IntuneAdministrator, GlobalAdministrator];

    public static Requirement Me { get; } = Own("User.Read User.ReadWrite User.ReadBasic.All User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement MyMemberships { get; } = Own("User.Read GroupMember.Read.All Directory.Read.All Directory.ReadWrite.All User.Read.All");

    public static Requirement Organization { get; } = Read("User.Read Organization.Read.All Organization.ReadWrite.All Directory.Read.All Directory.ReadWrite.All", "Organization.Read.All Organization.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement Domains { get; } = Read("Domain.Read.All Domain.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    /// <summary>https://learn.microsoft.com/graph/api/domain-list-federationconfiguration</summary>
    public static Requirement DomainFederation { get; } = Read("Domain-InternalFederation.Read.All Domain-InternalFederation.ReadWrite.All Domain.Read.All Domain.ReadWrite.All") with
    {
        Roles = [GlobalReader, SecurityReader, DomainNameAdministrator, ExternalIdentityProviderAdministrator, HybridIdentityAdministrator, SecurityAdministrator, GlobalAdministrator],
    };

    public static Requirement SubscribedSkus { get; } = Read("LicenseAssignment.Read.All Organization.Read.All Organization.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement Users { get; } = Read("User.ReadBasic.All User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement UserMemberships { get; } = Read("User.Read.All GroupMember.Read.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement Groups { get; } = Read("GroupMember.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    /// <summary>https://learn.microsoft.com/graph/api/directory-deleteditems-list asks for more than reading memberships.</summary>
    public static Requirement DeletedGroups { get; } = Read("Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement DeletedUsers { get; } = Read("User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement Devices { get; } = Read("Device.Read.All Device.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement Roles { get; } = Read("RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory Directory.Read.All Directory.ReadWrite.All");

    public static Requirement DirectoryObjects { get; } = Read("User.ReadBasic.All User.Read.All Group.Read.All GroupMember.Read.All Application.Read.All Application.ReadWrite.All Device.Read.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement Contracts { get; } = Read("Directory.Read.All Directory.ReadWrite.All");

    public static Requirement ServicePrincipals { get; } = Read("Application.Read.All Application.ReadWrite.All Directory.Read.All Directory.ReadWrite.All", "Application.Read.All Application.ReadWrite.OwnedBy Application.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement ServicePrincipalChanges { get; } = Write("Application.ReadWrite.All Directory.ReadWrite.All", "Application.ReadWrite.OwnedBy Application.ReadWrite.All Directory.ReadWrite.All");

    public static Requirement Applications { get; } = ServicePrincipals;

    /// <summary>https://learn.microsoft.com/graph/api/application-post-applications; who may change which one is the object's business.</summary>
    public static Requirement ApplicationChanges { get; } = ServicePrincipalChanges with { Roles = null };

    /// <summary>https://learn.microsoft.com/graph/api/directory-deleteditems-restore</summary>
    public static Requirement DeletedServicePrincipalChanges { get; } = Write("Application.ReadWrite.All Directory.ReadWrite.All", "Application.ReadWrite.OwnedBy Application.ReadWrite.All Directory.ReadWrite.All") with
    {
        Roles = [.. ApplicationAdministrators, HybridIdentityAdministrator],
    };

    public static Requirement PermissionGrants { get; } = Read("Directory.Read.All DelegatedPermissionGrant.Read.All DelegatedPermissionGrant.ReadWrite.All Directory.ReadWrite.All");

    public static Requirement PermissionGrantChanges { get; } = Write("DelegatedPermissionGrant.ReadWrite.All Directory.ReadWrite.All") with
    {
        Roles = [.. ApplicationAdministrators, PrivilegedRoleAdministrator],
    };

    public static Requirement AppRoleAssignments { get; } = ServicePrincipals;

    /// <summary>https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments</summary>
    public static Requirement AppRoleAssignmentChanges { get; } = new(
        Service.Directory,
        [["AppRoleAssignment.ReadWrite.All"], ["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]],
        [["AppRoleAssignment.ReadWrite.All"], ["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]],
        [.. ApplicationAdministrators, PrivilegedRoleAdministrator]);

    public static Requirement PartnerCustomers { get; } = Read("DelegatedAdminRelationship.Read.All DelegatedAdminRelationship.ReadWrite.All");

    /// <summary>https://learn.microsoft.com/graph/api/signin-list</summary>
    public static Requirement SignIns { get; } = Reports("AuditLog.Read.All", "Directory.Read.All Directory.ReadWrite.All") with { NeedsPremium = true, IsLimitedReport = true };

    /// <summary>
    /// https://learn.microsoft.com/graph/api/userregistrationdetails-get. The page does not say that it needs Entra ID P1; the service does
    /// (https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8777).
    /// </summary>
    public static Requirement RegistrationDetails { get; } = Reports("AuditLog.Read.All") with
    {
        NeedsPremium = true,
        Roles = [ReportsReader, SecurityReader, SecurityAdministrator, GlobalReader, GlobalAdministrator],
    };

    /// <summary>https://learn.microsoft.com/graph/api/authentication-list-methods, for other users than the signed-in one.</summary>
    public static Requirement UserAuthenticationMethods { get; } = Read("UserAuthenticationMethod.Read.All UserAuthenticationMethod.ReadWrite.All") with
    {
        Roles = [GlobalReader, AuthenticationAdministrator, PrivilegedAuthenticationAdministrator, GlobalAdministrator],
    };

    /// <summary>https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get</summary>
    public static Requirement AuthenticationPolicy { get; } = Read("Policy.Read.AuthenticationMethod Policy.ReadWrite.AuthenticationMethod") with
    {
        Roles = [GlobalReader, AuthenticationPolicyAdministrator, GlobalAdministrator],
    };

    /// <summary>https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies</summary>
    public static Requirement ConditionalAccess { get; } = Read("Policy.Read.All") with
    {
        Roles = [GlobalSecureAccessAdministrator, SecurityReader, SecurityAdministrator, GlobalReader, ConditionalAccessAdministrator, GlobalAdministrator],
    };

    /// <summary>https://learn.microsoft.com/graph/api/device-list-transitivememberof</summary>
    public static Requirement DeviceMemberships { get; } = Read("Device.Read.All Directory.Read.All Directory.ReadWrite.All", "Device.Read.All Device.ReadWrite.All Directory.Read.All Directory.ReadWrite.All");

    public static Requirement DirectoryAudits { get; } = Reports("AuditLog.Read.All");

    public static Requirement IntuneConfiguration { get; } = Intune(IntuneReaders, "DeviceManagementConfiguration.Read.All DeviceManagementConfiguration.ReadWrite.All");

    public static Requirement IntuneConfigurationChanges { get; } = Intune(IntuneWriters, "DeviceManagementConfiguration.ReadWrite.All");

    /// <summary>https://learn.microsoft.com/graph/api/intune-onboarding-deviceenrollmentconfiguration-list</summary>
    public static Requirement EnrollmentConfiguration { get; } = Intune(IntuneReaders, "DeviceManagementServiceConfig.Read.All DeviceManagementServiceConfig.ReadWrite.All DeviceManagementConfiguration.Read.All DeviceManagementConfiguration.ReadWrite.All");

    public static Requirement EnrollmentConfigurationChanges { get; } = Intune(IntuneWriters, "DeviceManagementServiceConfig.ReadWrite.All DeviceManagementConfiguration.ReadWrite.All");

    public static Requirement ManagedDevices { get; } = Intune(IntuneReaders, "DeviceManagementManagedDevices.Read.All DeviceManagementManagedDevices.ReadWrite.All");

    public static Requirement ManagedDeviceActions { get; } = Intune(IntuneWriters, "DeviceManagementManagedDevices.PrivilegedOperations.All");

    public static Requirement IntuneReports { get; } = Intune(IntuneReaders, "DeviceManagementApps.Read.All DeviceManagementApps.ReadWrite.All DeviceManagementConfiguration.Read.All DeviceManagementConfiguration.ReadWrite.All DeviceManagementManagedDevices.Read.All DeviceManagementManagedDevices.ReadWrite.All");

    private static Requirement Own(string scopes) => new(Service.Directory, [Split(scopes)], null) { IsOwn = true };

    private static Requirement Read(string delegated, string? application = null) => new(Service.Directory, [Split(delegated)], [Split(application ?? delegated)]);

    private static Requirement Write(string delegated, string? application = null) => new(Service.Directory, [Split(delegated)], [Split(application ?? delegated)], ApplicationAdministrators);

    private static Requirement Reports(params string[] groups) => new(Service.Reports, [.. groups.Select(Split)], [.. groups.Select(Split)], ReportReaders);

    private static Requirement Intune(Guid[] roles, string permissions) => new(Service.Intune, [Split(permissions)], [Split(permissions)], roles);

    private static string[] Split(string names) => names.Split(' ');
}
