using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>Did the home tenant grant what the portal asks for, each by its name?</summary>
internal static class ConsentCheck
{
    private const string Id = SelfCheckIds.Consent;

    public static SelfFinding Judge(PortalFacts facts)
    {
        var setup = PortalJudgement.Setup(wanted: facts.Wanted);
        if (facts.ClientId is null)
        {
            return new(Id, FindingStatus.NotApplicable, "There is nothing to consent to before the portal is registered.");
        }

        if (!facts.Registration.IsKnown(out var live, out var reason))
        {
            return PortalJudgement.Unknown(Id, "What the home tenant granted", reason, RegistrationCheck.ReadWithAPerson(facts));
        }

        if (live.Principal is null)
        {
            return new(Id, FindingStatus.Broken, $"Nobody has consented to the portal in the home tenant {facts.HomeTenantId}.", "Run setup there; it makes the service principal and the consent.", setup);
        }

        // A partner's permissions are for the partner's own tenant, which has the registration.
        var asked = facts.Wanted.Permissions.Where(permission => live.Application is not null || !permission.PartnerOnly).ToList();
        var missing = (from permission in asked
                       from kind in facts.Wanted.KindsOf(permission)
                       where !IsGranted(live, permission, kind)
                       select (permission, kind)).ToList();
        var extra = Extra(facts.Wanted, live);
        if (missing.Count == 0)
        {
            return extra == 0 ? new(Id, FindingStatus.Healthy, "The home tenant granted everything that the portal asks for.")
                : new(Id, FindingStatus.NeedsAttention, $"The portal holds {Numbers.Of(extra, "permission", "permissions")} in the home tenant that it does not need as it is set up.", "Run setup again; it takes away what is too much.", setup);
        }

        var names = string.Join(", ", missing.Select(one => $"{one.permission.Name} ({RegistrationComparison.Words(one.kind)})"));
        var lost = missing.Select(one => one.permission.Without).Distinct();
        return new(
            Id,
            missing.Exists(one => one.permission.Required) ? FindingStatus.Broken : FindingStatus.NeedsAttention,
            $"The home tenant has not granted {names}. {string.Join(' ', lost)}",
            "Run setup again; it grants what is missing. It takes Privileged Role Administrator for application permissions.",
            setup);
    }

    /// <summary>A grant of one person is not one for everybody; a permission that this cloud does not publish is not missing.</summary>
    private static bool IsGranted(LiveRegistration live, PortalPermission permission, PermissionKind kind)
    {
        if (live.Ids.Find(permission, kind) is not { } id)
        {
            return true;
        }

        var resource = live.ResourceOf(permission.Resource).Text("id");
        return kind == PermissionKind.Application
            ? live.RolesHeld.Any(one => one.Text("resourceId") == resource && id.ToString("D").Equals(one.Text("appRoleId"), StringComparison.OrdinalIgnoreCase))
            : live.Grants.Any(one => one.Text("consentType") == "AllPrincipals" && one.Text("resourceId") == resource
                && (one.Text("scope") ?? "").Split(' ').Contains(permission.Name, StringComparer.OrdinalIgnoreCase));
    }

    private static int Extra(PortalRegistration wanted, LiveRegistration live)
    {
        var roles = wanted.Permissions.Where(permission => wanted.KindsOf(permission).Contains(PermissionKind.Application)).Select(permission => live.Ids.Find(permission, PermissionKind.Application)?.ToString("D"));
        var scopes = PortalRegistration.ProtocolScopes.Concat(wanted.Permissions.Select(permission => permission.Name));
        return live.RolesHeld.Count(one => !roles.Contains(one.Text("appRoleId"), StringComparer.OrdinalIgnoreCase))
            + live.Grants.Where(one => one.Text("consentType") == "AllPrincipals" && one.Text("resourceId") != live.Principal.Text("id"))
                .SelectMany(one => (one.Text("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Except(scopes, StringComparer.OrdinalIgnoreCase).Count();
    }
}
