namespace PinResetPortal.Graph.Access;

/// <summary>
/// Every Microsoft Graph permission that the portal asks for, and why. Delegated and application permissions have the same names
/// (https://learn.microsoft.com/graph/permissions-reference).
/// </summary>
public static class GraphPermissions
{
    public const string ApplicationRead = "Application.Read.All";
    public const string DirectoryRead = "Directory.Read.All";
    public const string IntuneConfigurationRead = "DeviceManagementConfiguration.Read.All";
    public const string IntuneServiceConfigRead = "DeviceManagementServiceConfig.Read.All";
    public const string ManagedDevicesRead = "DeviceManagementManagedDevices.Read.All";
    public const string FederationRead = "Domain-InternalFederation.Read.All";
    public const string ApplicationWrite = "Application.ReadWrite.All";
    public const string IntuneConfigurationWrite = "DeviceManagementConfiguration.ReadWrite.All";
    public const string GrantWrite = "DelegatedPermissionGrant.ReadWrite.All";
    public const string DeviceActions = "DeviceManagementManagedDevices.PrivilegedOperations.All";
    public const string AuditLogRead = "AuditLog.Read.All";
    public const string AuthenticationMethodsRead = "UserAuthenticationMethod.Read.All";
    public const string DelegatedAdminRead = "DelegatedAdminRelationship.Read.All";

    /// <summary>Asked for by the first check of a tenant.</summary>
    public static IReadOnlyList<PermissionEntry> Read { get; } =
    [
        new(ApplicationRead, "Reads the two PIN reset service principals, deleted ones among them, and who is assigned to them."),
        new(DirectoryRead, "Reads the organisation, domains, licences, the groups that policies are assigned to, and the permission grants of the two applications; the grants have no smaller permission to read."),
        new(IntuneConfigurationRead, "Reads Intune policies of all six kinds with their settings and assignments."),
        new(IntuneServiceConfigRead, "Reads the Windows Hello for Business enrolment configurations, which can switch Windows Hello off."),
        new(ManagedDevicesRead, "Reads the Windows devices (build, edition, last synchronisation), so that the portal can say how many the policy reaches."),
    ];

    /// <summary>
    /// Asked for by the first check as well; decides something in tenants with a federated domain only. People need Security Reader or External
    /// Identity Provider Administrator besides (https://learn.microsoft.com/graph/api/domain-list-federationconfiguration).
    /// </summary>
    public static IReadOnlyList<PermissionEntry> Federation { get; } =
    [
        new(FederationRead, "Reads the host of a federated domain's sign-in page, which the reset page must be allowed to open. A person also needs Security Reader or External Identity Provider Administrator."),
    ];

    /// <summary>Asked for besides when somebody looks a user up, or reads the sign-in log.</summary>
    public static IReadOnlyList<PermissionEntry> Person { get; } =
    [
        new(AuthenticationMethodsRead, "Reads which authentication methods one user has registered, Windows Hello among them."),
        new(AuditLogRead, "Reads sign-ins to the two PIN reset applications, and whether a user can do multifactor authentication; both need Entra ID P1 in the tenant."),
    ];

    /// <summary>Asked for by a fix, each only when a step needs it.</summary>
    public static IReadOnlyList<PermissionEntry> Write { get; } =
    [
        new(ApplicationWrite, "Creates, enables, restores and opens the two service principals."),
        new(IntuneConfigurationWrite, "Creates, assigns, changes and deletes Intune policies."),
        new(GrantWrite, "Optional: gives the Client application the scopes of the Service that an administrator ticks. Without it the documented consent page stays, which needs nothing of the portal."),
        new(DeviceActions, "Asks Windows devices to check in, so that a policy reaches them soon; nothing else of what it allows is used."),
    ];

    /// <summary>Asked for in the partner tenant only.</summary>
    public static IReadOnlyList<PermissionEntry> Partner { get; } =
    [
        new(DelegatedAdminRead, "Lists the GDAP customers of a partner tenant and the state of their relationships."),
    ];

    internal static readonly IReadOnlyList<string> ReadNames = [.. Read.Concat(Federation).Select(permission => permission.Name)];

    internal static readonly IReadOnlyList<string> SignInNames = [.. ReadNames, AuditLogRead];

    internal static readonly IReadOnlyList<string> PersonNames = [.. ReadNames, .. Person.Select(permission => permission.Name)];
}

/// <param name="Name">For example <c>Application.Read.All</c>.</param>
/// <param name="Why">One sentence for the README and the consent help.</param>
public sealed record PermissionEntry(string Name, string Why);
