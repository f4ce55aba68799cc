using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

internal static class Callers
{
    public static readonly Guid GlobalAdministrator = new("62e90394-69f5-4237-9190-012177145e10");
    public static readonly Guid GlobalReader = new("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    public static readonly Guid CloudApplicationAdministrator = new("158c047a-c907-4556-b7ef-446551a6b5f7");
    public static readonly Guid IntuneAdministrator = new("3a2c62db-5318-420d-8d74-23affee5d9d5");
    public static readonly Guid HelpdeskAdministrator = new("729827e3-9c14-49f7-bb1b-9608f156bbb8");

    public static readonly string[] AllScopes =
    [
        "User.Read", "User.Read.All", "Organization.Read.All", "Domain.Read.All", "GroupMember.Read.All", "Directory.Read.All", "Application.ReadWrite.All",
        "DelegatedPermissionGrant.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "AuditLog.Read.All", "DelegatedAdminRelationship.Read.All",
        "DeviceManagementConfiguration.ReadWrite.All", "DeviceManagementServiceConfig.ReadWrite.All", "DeviceManagementManagedDevices.Read.All",
        "DeviceManagementManagedDevices.PrivilegedOperations.All", "RoleManagement.Read.Directory", "Device.Read.All",
    ];

    public static GraphCaller Delegated(EmulatedTenant tenant, string[] scopes, params Guid[] roles) =>
        new(tenant.Id, TestTenant.AdminId, TestTenant.PortalAppId, IsApplication: false, scopes.ToHashSet(), roles.ToHashSet(), tenant.Id);

    /// <summary>A delegated admin of a partner: no user object in the tenant.</summary>
    public static GraphCaller Partner(EmulatedTenant tenant, params Guid[] roles) =>
        new(tenant.Id, Guid.NewGuid().ToString("D"), TestTenant.PortalAppId, IsApplication: false, AllScopes.ToHashSet(), roles.ToHashSet(), Guid.NewGuid());

    public static GraphCaller Application(EmulatedTenant tenant, params string[] roles) =>
        new(tenant.Id, TestTenant.PortalSpId, TestTenant.PortalAppId, IsApplication: true, roles.ToHashSet(), new HashSet<Guid>(), tenant.Id);
}
