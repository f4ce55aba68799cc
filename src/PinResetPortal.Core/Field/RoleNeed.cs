using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Field;

/// <summary>One thing the portal does in a tenant and the directory roles that allow it, through GDAP or of one's own.</summary>
/// <param name="Id">Kebab-case; permanent.</param>
/// <param name="Feature">For sentences: "to <i>read Intune policies</i>".</param>
/// <param name="AnyOf">Template ids, one of which is enough.</param>
/// <param name="Ask">The one to ask for: the smallest that is not made for something else.</param>
/// <param name="ForVerdict">Without it the tenant's verdict stays unknown.</param>
public sealed record RoleNeed(string Id, string Feature, IReadOnlyList<Guid> AnyOf, Guid Ask, bool ForVerdict)
{
    private static readonly IReadOnlyList<Guid> _anyAdministrator =
    [
        KnownRoles.DirectoryReaders, KnownRoles.GlobalReader, KnownRoles.GlobalAdministrator, KnownRoles.ApplicationAdministrator,
        KnownRoles.CloudApplicationAdministrator, KnownRoles.PrivilegedRoleAdministrator, KnownRoles.IntuneAdministrator,
        KnownRoles.HelpdeskAdministrator, KnownRoles.ReportsReader, KnownRoles.SecurityReader,
    ];

    /// <summary>Who may consent for a customer through Partner Center (https://learn.microsoft.com/powershell/partnercenter/exchange-online-gdap-app).</summary>
    public static RoleNeed PartnerCenterConsent { get; } = new(
        "partner-consent",
        "consent to the portal through Partner Center",
        [KnownRoles.CloudApplicationAdministrator, KnownRoles.PrivilegedRoleAdministrator, KnownRoles.GlobalAdministrator],
        KnownRoles.CloudApplicationAdministrator,
        ForVerdict: false);

    /// <summary>In the order in which they matter. The roles are those that Microsoft's pages of the calls name.</summary>
    public static IReadOnlyList<RoleNeed> All { get; } =
    [
        new("read-directory", "read the PIN reset applications, domains and licences", _anyAdministrator, KnownRoles.DirectoryReaders, ForVerdict: true),
        new("read-policies", "read Intune policies", [KnownRoles.GlobalReader, KnownRoles.IntuneAdministrator, KnownRoles.SecurityReader, KnownRoles.GlobalAdministrator], KnownRoles.GlobalReader, ForVerdict: true),
        new("repair-consent", "repair the two PIN reset applications", [KnownRoles.CloudApplicationAdministrator, KnownRoles.ApplicationAdministrator, KnownRoles.GlobalAdministrator], KnownRoles.CloudApplicationAdministrator, ForVerdict: false),
        new("repair-policies", "create and assign Intune policies", [KnownRoles.IntuneAdministrator, KnownRoles.GlobalAdministrator], KnownRoles.IntuneAdministrator, ForVerdict: false),
        new("read-sign-ins", "read sign-in logs", [KnownRoles.ReportsReader, KnownRoles.SecurityReader, KnownRoles.GlobalReader, KnownRoles.GlobalAdministrator], KnownRoles.ReportsReader, ForVerdict: false),
        PartnerCenterConsent,
    ];

    public bool IsMetBy(IEnumerable<Guid> roles) => roles.Any(AnyOf.Contains);

    /// <summary>What a GDAP relationship cannot give, whoever holds its roles; nothing for a tenant without a relationship.</summary>
    public static IReadOnlyList<RoleNeed> MissingFrom(TenantRelationship relationship) =>
        relationship.Kind == RelationshipKind.Gdap ? [.. All.Where(need => !need.IsMetBy(relationship.Roles))] : [];
}
