using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Registration;

/// <summary>
/// The one list of the permissions that the portal asks for. Delegated and application permissions have the same names; the ids are those of
/// https://learn.microsoft.com/graph/permissions-reference.
/// </summary>
public static class PortalPermissions
{
    public const string MicrosoftGraph = "00000003-0000-0000-c000-000000000000";

    /// <summary>https://learn.microsoft.com/partner-center/developer/control-panel-vendor-apis</summary>
    public const string PartnerCenter = "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd";

    public const string UserRead = "User.Read";
    public const string ApplicationRead = "Application.Read.All";
    public const string DirectoryRead = "Directory.Read.All";
    public const string IntuneConfigurationRead = "DeviceManagementConfiguration.Read.All";
    public const string IntuneServiceConfigRead = "DeviceManagementServiceConfig.Read.All";
    public const string ManagedDevicesRead = "DeviceManagementManagedDevices.Read.All";
    public const string FederationRead = "Domain-InternalFederation.Read.All";
    public const string ApplicationWrite = "Application.ReadWrite.All";
    public const string IntuneConfigurationWrite = "DeviceManagementConfiguration.ReadWrite.All";
    public const string DeviceActions = "DeviceManagementManagedDevices.PrivilegedOperations.All";
    public const string GrantWrite = "DelegatedPermissionGrant.ReadWrite.All";
    public const string AuditLogRead = "AuditLog.Read.All";
    public const string AuthenticationMethodsRead = "UserAuthenticationMethod.Read.All";
    public const string AuthenticationPolicyRead = "Policy.Read.AuthenticationMethod";
    public const string PolicyRead = "Policy.Read.All";
    public const string DelegatedAdminRead = "DelegatedAdminRelationship.Read.All";
    public const string PartnerCenterImpersonation = "user_impersonation";

    private const string NoVerdict = "Without it the verdict stays unknown.";
    private const string NoRepair = "Without it the portal can look, but not repair.";

    /// <summary>Everything, in the order in which it is asked for.</summary>
    public static IReadOnlyList<PortalPermission> All { get; } =
    [
        new(MicrosoftGraph, UserRead, new("e1fe6dd8-ba31-4d61-89e7-88639da4683d"), null, PermissionUse.SignIn, HasApplicationKind: false,
            "Signs people in.", "Without it nobody gets in.", Role: null),
        Graph(ApplicationRead, "c79f8feb-a9db-4090-85f9-90d820caa0eb", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", PermissionUse.Check,
            "Reads the two PIN reset service principals, deleted ones among them, and who is assigned to them.", NoVerdict, KnownRoles.DirectoryReaders),
        Graph(DirectoryRead, "06da0dbc-49e2-44d2-8312-53f166ab848a", "7ab1d382-f21e-4acd-a863-ba3e13f7da61", PermissionUse.Check,
            "Reads the organisation, domains, licences, the groups that policies are assigned to, and the permission grants of the two applications; the grants have no smaller permission to read.", NoVerdict, KnownRoles.DirectoryReaders),
        Graph(IntuneConfigurationRead, "f1493658-876a-4c87-8fa7-edb559b3476a", "dc377aa6-52d8-4e23-b271-2a7ae04cedf3", PermissionUse.Check,
            "Reads Intune policies of all six kinds with their settings and assignments.", NoVerdict, KnownRoles.GlobalReader),
        Graph(IntuneServiceConfigRead, "8696daa5-bce5-4b2e-83f9-51b6defc4e1e", "06a5fe6d-c49d-46a7-b082-56b1b14103c7", PermissionUse.Check,
            "Reads the Windows Hello for Business enrolment configurations, which can switch Windows Hello off.", NoVerdict, KnownRoles.GlobalReader),
        Graph(ManagedDevicesRead, "314874da-47d6-4978-88dc-cf0d37f0bb82", "2f51be20-0bb4-4fed-bf7b-db946066c75e", PermissionUse.Check,
            "Reads the Windows devices (build, edition, last synchronisation), so that the portal can say how many the policy reaches.", NoVerdict, KnownRoles.GlobalReader),

        // https://learn.microsoft.com/graph/api/domain-list-federationconfiguration. Newer than the published lists of ids.
        Graph(FederationRead, null, null, PermissionUse.Federation,
            "Reads the host of a federated domain's sign-in page, which the reset page must be allowed to open.",
            "Without it the portal cannot tell whether the reset page may open a federated sign-in page; a tenant without a federated domain loses nothing.", KnownRoles.SecurityReader),
        Graph(AuthenticationMethodsRead, "aec28ec7-4d02-4e8c-b864-50163aea77eb", "38d9df27-64da-44fd-b7c5-a6fbac20248f", PermissionUse.Person,
            "Reads which authentication methods one user has registered, Windows Hello among them.",
            "Without it a person's page does not tell the registered sign-in methods; everything else works.", KnownRoles.GlobalReader),
        Graph(AuditLogRead, "e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20", "b0afded3-3588-46d8-8b3d-9842eff778da", PermissionUse.Person,
            "Reads sign-ins to the two PIN reset applications, and whether a user can do multifactor authentication; both need Entra ID P1 in the tenant.",
            "Without it a person's page shows no failed PIN resets and not whether the person can do multifactor authentication; everything else works.", KnownRoles.ReportsReader),

        // https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get names this one, and not Policy.Read.All.
        Graph(AuthenticationPolicyRead, "a6ff13ac-1851-4993-8ca9-a671d70de2d5", "8e3bc81b-d2f3-4b7b-838c-32c88218d2f0", PermissionUse.Person,
            "Reads whether the tenant lets a user have a Temporary Access Pass.",
            "Without it a person's page does not tell whether a Temporary Access Pass is allowed; everything else works.", KnownRoles.GlobalReader),

        // https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies names no smaller one.
        Graph(PolicyRead, "572fea84-0151-49b2-9301-11cb16974376", "246dd0d5-5bd0-4def-940b-0421030a5b68", PermissionUse.Person,
            "Reads the Conditional Access policies, to say which of them would stop the two PIN reset applications for a user.",
            "Without it a person's page does not tell which Conditional Access policy would stop a reset; everything else works.", KnownRoles.GlobalReader),
        Graph(ApplicationWrite, "bdfbf15f-ee85-4955-8675-146e8e5296b5", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9", PermissionUse.Repair,
            "Creates, enables, restores and opens the two service principals.", NoRepair, KnownRoles.CloudApplicationAdministrator),
        Graph(IntuneConfigurationWrite, "0883f392-0a7a-443d-8c76-16a6d39c7b63", "9241abd9-d0e6-425a-bd4f-47ba86e767a4", PermissionUse.Repair,
            "Creates, assigns, changes and deletes Intune policies.", NoRepair, KnownRoles.IntuneAdministrator),
        Graph(DeviceActions, "3404d2bf-2b13-457e-a330-c24615765193", "5b07b0dd-2377-4e44-a38d-703f09a0dc3c", PermissionUse.Repair,
            "Asks Windows devices to check in, so that a policy reaches them soon; nothing else of what it allows is used.", "Without it devices check in when they do.", KnownRoles.IntuneAdministrator),
        Graph(GrantWrite, "41ce6ca6-6826-4807-84f1-1c82854f7ee5", "8e8e4742-1d95-4f68-9d56-6ee75648c72a", PermissionUse.Grant,
            "Grants the Client application the scopes of the Service that an administrator ticks; an inferred step, and nothing else of what it allows is used.",
            "Without it the documented consent page is the way.", KnownRoles.CloudApplicationAdministrator),
        Graph(DelegatedAdminRead, "0c0064ea-477b-4130-82a5-4c2cc4ff68aa", "f6e9e124-4586-492f-adc0-c6f96e4823fd", PermissionUse.Customers,
            "Lists the GDAP customers of a partner tenant and the state of their relationships.", "Without it customers must be added by hand.", KnownRoles.GlobalReader),
        new(PartnerCenter, PartnerCenterImpersonation, new("1cebfa2a-fb4d-419e-b5f9-839b4383e05a"), null, PermissionUse.PartnerConsent, HasApplicationKind: false,
            "Gives the portal's consent in a customer through Partner Center, on behalf of the engineer.", "Without it an administrator of each customer must open a link.", KnownRoles.CloudApplicationAdministrator),
    ];

    /// <summary>Asked for by the first check of a tenant.</summary>
    public static IReadOnlyList<string> ForChecks { get; } = NamesFor(PermissionUse.Check, PermissionUse.Federation);

    /// <summary>Asked for when the sign-in log is read.</summary>
    public static IReadOnlyList<string> ForSignIns { get; } = [.. ForChecks, AuditLogRead];

    /// <summary>Asked for when somebody looks a user up.</summary>
    public static IReadOnlyList<string> ForPeople { get; } = NamesFor(PermissionUse.Check, PermissionUse.Federation, PermissionUse.Person);

    public static IReadOnlyList<string> NamesFor(params PermissionUse[] uses) => [.. All.Where(permission => uses.Contains(permission.Use)).Select(permission => permission.Name)];

    /// <returns>Whether what was granted lets <paramref name="name"/> be done: a permission to write includes reading the same, and the directory's the applications'.</returns>
    public static bool Cover(IReadOnlyList<string> granted, string name) =>
        granted.Contains(name, StringComparer.OrdinalIgnoreCase)
        || granted.Contains(name.Replace(".Read.", ".ReadWrite.", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
        || (name == ApplicationRead && granted.Contains(DirectoryRead, StringComparer.OrdinalIgnoreCase));

    /// <summary>Name of an API for people.</summary>
    public static string NameOf(string resource) => resource switch
    {
        MicrosoftGraph => "Microsoft Graph",
        PartnerCenter => "Microsoft Partner Center",
        _ => resource,
    };

    private static PortalPermission Graph(string name, string? delegated, string? application, PermissionUse use, string why, string without, Guid role) =>
        new(MicrosoftGraph, name, Id(delegated), Id(application), use, HasApplicationKind: true, why, without, role);

    private static Guid? Id(string? text) => text is null ? null : new(text);
}
