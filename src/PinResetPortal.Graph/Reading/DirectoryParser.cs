using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Graph.Reading;

/// <summary>Makes facts out of directory objects and enrolment configurations.</summary>
internal static class DirectoryParser
{
    // Plans that include Intune's device configuration. INTUNE_O365 is the basic mobility of Office 365 and has none.
    // https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
    private static readonly string[] IntunePlans = ["INTUNE_A", "INTUNE_A_D", "INTUNE_A_VL", "INTUNE_EDU", "INTUNE_SMBIZ", "INTUNE_P1"];
    private static readonly string[] EntraP1Plans = ["AAD_PREMIUM", "AAD_PREMIUM_P2", "AAD_PREMIUM_FACULTY"];

    /// <summary>A tenant has exactly one organisation (https://learn.microsoft.com/graph/api/organization-list).</summary>
    public static OrganizationFacts Organization(IReadOnlyList<JsonElement> organizations) => organizations is [var organization]
        ? new(organization.Text("displayName") ?? string.Empty, organization.Items("verifiedDomains").Where(domain => domain.Flag("isDefault") == true).Select(domain => domain.Text("name")).FirstOrDefault())
        : throw StrictJson.Wrong("The organisation");

    public static IReadOnlyList<DomainFacts> Domains(IEnumerable<JsonElement> domains) =>
    [
        .. domains.Select(domain => (Name: domain.NeededText("id"), IsVerified: domain.Flag("isVerified"), Type: domain.NeededText("authenticationType"), IsDefault: domain.Flag("isDefault")))
            .Where(domain => domain.IsVerified != false)
            .Select(domain => new DomainFacts(domain.Name, domain.Type.Equals("Federated", StringComparison.OrdinalIgnoreCase), domain.IsDefault == true)),
    ];

    /// <summary>Where the people of a federated domain sign in; null when its configuration does not say.</summary>
    public static string? SignInHost(IEnumerable<JsonElement> configurations) => configurations.Select(configuration => configuration.Text("passiveSignInUri")).FirstOrDefault() is not { Length: > 0 } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address.Host : throw StrictJson.Wrong("passiveSignInUri");

    public static LicenceFacts Licences(IEnumerable<JsonElement> skus)
    {
        // Suspended and LockedOut subscriptions give nothing; Warning is the grace period.
        var plans = skus
            .Select(sku => (Status: sku.Text("capabilityStatus"), Plans: sku.NeededItems("servicePlans").Select(plan => (Name: plan.Text("servicePlanName"), Status: plan.Text("provisioningStatus"))).ToList()))
            .Where(sku => sku.Status is null or "Enabled" or "Warning")
            .SelectMany(sku => sku.Plans)
            .Where(plan => plan.Status is not "Disabled" and not "Error")
            .Select(plan => plan.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new LicenceFacts(IntunePlans.Any(plans.Contains), EntraP1Plans.Any(plans.Contains));
    }

    public static ListedServicePrincipal ServicePrincipal(JsonElement one) => new(
        one.NeededText("id"), one.NeededText("appId"), one.Text("displayName"), one.NeededFlag("accountEnabled"), one.NeededFlag("appRoleAssignmentRequired"), one.Date("createdDateTime"), Scopes(one));

    /// <summary>The delegated permissions that are enabled. Whoever publishes none has an empty list; whoever sends none is taken to publish none.</summary>
    private static IReadOnlyList<PublishedScope> Scopes(JsonElement one) =>
    [
        .. one.Items("oauth2PermissionScopes").Where(scope => scope.Flag("isEnabled") != false && scope.Text("value") is { Length: > 0 })
            .Select(scope => new PublishedScope(scope.NeededText("value"), scope.Text("adminConsentDescription"))),
    ];

    public static DeletedServicePrincipal Deleted(JsonElement one) => new(one.NeededText("id"), one.NeededText("appId"), one.Text("displayName"), one.Date("deletedDateTime"));

    public static AssignedPrincipal Assigned(JsonElement assignment) => new(assignment.NeededText("principalId"), assignment.Text("principalDisplayName"), assignment.Text("principalType") ?? "User");

    public static PermissionGrantFacts Grant(JsonElement grant) => new(
        grant.NeededText("clientId"), grant.NeededText("resourceId"), grant.NeededText("consentType"), (grant.Text("scope") ?? string.Empty).Trim());

    public static GroupHead Group(JsonElement group) => new(group.NeededText("id"), group.Text("displayName"), IsDynamic(group));

    public static GroupFacts GoneGroup(string id) => new(id, id, IsDynamic: false, new HashSet<string>(), MembersComplete: true, new HashSet<string>()) { Exists = false };

    public static MemberPage Members(IReadOnlyList<JsonElement> listed, bool complete) => new(
        listed.Select(member => member.NeededText("id")).ToHashSet(StringComparer.OrdinalIgnoreCase),
        OfType(listed, "group"),
        OfType(listed, "device"),
        listed.Select(member => member.Text("deviceId")).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase),
        complete);

    public static HelloEnrolmentFacts? HelloEnrolment(JsonElement item)
    {
        if (item.At("@odata.type") is not null && !item.IsType("deviceEnrollmentWindowsHelloForBusinessConfiguration"))
        {
            return null;
        }

        var id = item.NeededText("id");
        // https://learn.microsoft.com/graph/api/resources/intune-onboarding-enablement
        var state = item.NeededText("state").ToLowerInvariant() switch
        {
            "enabled" => HelloState.Enabled,
            "disabled" => HelloState.Disabled,
            "notconfigured" => HelloState.NotConfigured,
            _ => throw StrictJson.Wrong("state"),
        };
        return new HelloEnrolmentFacts(id, item.Text("displayName") ?? id, item.Number("priority") ?? 0, state, AssignmentReader.Read(item.NeededItems("assignments")))
        {
            Settings = EnrolmentSettings.Read(item),
        };
    }

    private static bool IsDynamic(JsonElement group) =>
        group.Items("groupTypes").ToList().Exists(type => type.ValueKind == JsonValueKind.String ? type.ValueEquals("DynamicMembership") : throw StrictJson.Wrong("groupTypes"));

    private static HashSet<string> OfType(IEnumerable<JsonElement> members, string type) =>
        members.Where(member => member.IsType(type)).Select(member => member.NeededText("id")).ToHashSet(StringComparer.OrdinalIgnoreCase);
}

internal sealed record ListedServicePrincipal(string ObjectId, string AppId, string? DisplayName, bool AccountEnabled, bool AppRoleAssignmentRequired, DateTimeOffset? CreatedAt,
    IReadOnlyList<PublishedScope> Scopes)
{
    public bool IsOf(string appId) => appId.Equals(AppId, StringComparison.OrdinalIgnoreCase);

    public ServicePrincipalFacts Present(IReadOnlyList<AssignedPrincipal> assigned) =>
        new(ServicePrincipalPresence.Present, ObjectId, DisplayName, AccountEnabled, AppRoleAssignmentRequired, AssignedPrincipals: assigned) { CreatedAt = CreatedAt, PublishedScopes = Scopes };
}

internal sealed record DeletedServicePrincipal(string ObjectId, string AppId, string? DisplayName, DateTimeOffset? DeletedAt);

internal sealed record GroupHead(string Id, string? DisplayName, bool IsDynamic);

/// <summary>One page of a group's transitive members.</summary>
internal sealed record MemberPage(IReadOnlySet<string> Ids, IReadOnlySet<string> GroupIds, IReadOnlySet<string> DeviceIds, IReadOnlySet<string> EntraDeviceIds, bool Complete);
