using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>Makes facts out of directory objects and enrolment configurations.</summary>
internal static class DirectoryParser
{
    // Plans that include Intune's device configuration. INTUNE_O365 is the basic mobility of Office 365 and has none.
    // https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
    private static readonly string[] IntunePlans = ["INTUNE_A", "INTUNE_A_D", "INTUNE_A_VL", "INTUNE_EDU", "INTUNE_SMBIZ", "INTUNE_P1"];
    private static readonly string[] EntraP1Plans = ["AAD_PREMIUM", "AAD_PREMIUM_P2", "AAD_PREMIUM_FACULTY"];

    public static OrganizationFacts Organization(JsonElement organization) => new(
        organization.Text("displayName") ?? string.Empty,
        organization.Items("verifiedDomains").FirstOrDefault(domain => domain.Flag("isDefault") == true).Text("name"));

    public static IReadOnlyList<DomainFacts> Domains(IEnumerable<JsonElement> domains) =>
    [
        .. domains.Where(domain => domain.Text("id") is not null && domain.Flag("isVerified") != false).Select(domain => new DomainFacts(
            domain.Text("id")!,
            "Federated".Equals(domain.Text("authenticationType"), StringComparison.OrdinalIgnoreCase),
            domain.Flag("isDefault") == true)),
    ];

    public static LicenceFacts Licences(IEnumerable<JsonElement> skus)
    {
        // Suspended and LockedOut subscriptions give nothing; Warning is the grace period.
        var plans = skus
            .Where(sku => sku.Text("capabilityStatus") is null or "Enabled" or "Warning")
            .SelectMany(sku => sku.Items("servicePlans"))
            .Where(plan => plan.Text("provisioningStatus") is not "Disabled" and not "Error")
            .Select(plan => plan.Text("servicePlanName"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new LicenceFacts(IntunePlans.Any(plans.Contains), EntraP1Plans.Any(plans.Contains));
    }

    public static ServicePrincipalFacts Present(JsonElement servicePrincipal, IEnumerable<JsonElement> assigned) => new(
        ServicePrincipalPresence.Present,
        servicePrincipal.Text("id"),
        servicePrincipal.Text("displayName"),
        servicePrincipal.Flag("accountEnabled") ?? true,
        servicePrincipal.Flag("appRoleAssignmentRequired") ?? false,
        AssignedPrincipals:
        [
            .. assigned.Where(assignment => assignment.Text("principalId") is not null).Select(assignment => new AssignedPrincipal(
                assignment.Text("principalId")!, assignment.Text("principalDisplayName"), assignment.Text("principalType") ?? "User")),
        ])
    {
        CreatedAt = servicePrincipal.Date("createdDateTime"),
    };

    public static ServicePrincipalFacts Deleted(JsonElement servicePrincipal) => new(
        ServicePrincipalPresence.SoftDeleted, servicePrincipal.Text("id"), servicePrincipal.Text("displayName"), DeletedAt: servicePrincipal.Date("deletedDateTime"));

    public static PermissionGrantFacts Grant(JsonElement grant) => new(
        grant.Text("clientId") ?? string.Empty, grant.Text("resourceId") ?? string.Empty, grant.Text("consentType") ?? string.Empty, (grant.Text("scope") ?? string.Empty).Trim());

    public static GroupFacts Group(string id, JsonElement group, JsonElement members)
    {
        var listed = members.Items("value").Where(member => member.Text("id") is not null).ToList();
        return new GroupFacts(
            id,
            group.Text("displayName") ?? id,
            IsDynamic(group),
            listed.Select(member => member.Text("id")!).ToHashSet(StringComparer.OrdinalIgnoreCase),
            members.At("@odata.nextLink") is null,
            OfType("group"))
        {
            DeviceIds = OfType("device"),
        };

        HashSet<string> OfType(string type) => listed.Where(member => member.IsType(type)).Select(member => member.Text("id")!).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public static bool IsDynamic(JsonElement group) =>
        group.Items("groupTypes").Any(type => "DynamicMembership".Equals(type.Literal(), StringComparison.OrdinalIgnoreCase));

    public static HelloEnrolmentFacts? HelloEnrolment(JsonElement item)
    {
        if (item.Text("id") is not { } id || (item.At("@odata.type") is not null && !item.IsType("deviceEnrollmentWindowsHelloForBusinessConfiguration")))
        {
            return null;
        }

        var state = item.Text("state")?.ToLowerInvariant() switch
        {
            "enabled" => HelloState.Enabled,
            "disabled" => HelloState.Disabled,
            _ => HelloState.NotConfigured,
        };
        IReadOnlyList<PolicyAssignment> assignments = AssignmentReader.Read(item.Items("assignments"));
        return new HelloEnrolmentFacts(id, item.Text("displayName") ?? id, item.Number("priority") ?? 0, state, assignments);
    }
}
