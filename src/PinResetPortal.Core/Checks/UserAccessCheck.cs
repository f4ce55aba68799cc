using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>Nobody is shut out of the two applications by "assignment required" (AADSTS50105).</summary>
internal sealed class UserAccessCheck() : RequiredCheck("consent.user-access", "Access to the two apps", "Users shut out", CheckArea.Consent)
{
    public override string Fault => "Apps closed to people without an assignment";

    public override CheckCause Cause => new(
        "cause-assignment-required",
        "Assignment required: users are shut out of a PIN reset application",
        "appRoleAssignmentRequired is on for one of the two applications, and not everybody is assigned to it.",
        "Consent looks right, and still some or all users are refused, usually with AADSTS50105.",
        "Switch \"Assignment required\" off for both applications, or assign the users who need it.",
        "Application Administrator of the tenant, or a portal Operator with Fix",
        [
            new("https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset"),
            new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes#aadsts-error-codes"),
        ]);

    public override string Headline(Finding finding) => "Some users are shut out: the PIN reset apps ask for an assignment";

    public override Finding Evaluate(TenantFacts facts)
    {
        if (!facts.PinResetService.IsKnown(out var service, out var reason) || !facts.PinResetClient.IsKnown(out var client, out reason))
        {
            return Unknown("We could not see whether everyone may use the two apps.", reason);
        }

        (string AppId, ServicePrincipalFacts Principal)[] apps = [(KnownApps.PinResetServiceAppId, service), (KnownApps.PinResetClientAppId, client)];
        var present = apps.Where(app => app.Principal.Presence == ServicePrincipalPresence.Present).ToList();
        if (present.Count == 0)
        {
            return NotApplicable("Neither app is consented, so there is nobody to shut out yet.");
        }

        var evidence = present.Select(app => Seen(app.AppId, app.Principal)).ToList();
        var closed = present.Where(app => app.Principal.AppRoleAssignmentRequired).ToList();
        if (closed.Count == 0)
        {
            return Healthy("Everyone may use the apps: no assignment is required.", evidence);
        }

        var blade = Blades.EnterpriseApplication(facts.TenantId, closed[0].Principal.ObjectId, closed[0].AppId);
        var names = Lists.And(closed.Select(app => KnownApps.NameOf(app.AppId)));
        var them = closed.Count == 1 ? "it" : "them";
        return closed.All(app => app.Principal.AssignedPrincipals.Any(principal => principal.Type == "Group"))
            ? NeedsAttention($"{names} may be used only by the groups assigned to {them}: everyone else gets AADSTS50105.", evidence, blade) with { Cause = FindingCause.AssignedGroupsOnly }
            : Broken($"{names} may be used only by people who are assigned to {them}: everyone else gets CAA20004 with AADSTS50105.", evidence, blade) with { Cause = FindingCause.AssignmentRequired };
    }

    private static Evidence Seen(string appId, ServicePrincipalFacts principal)
    {
        var assigned = principal.AssignedPrincipals.Count == 0
            ? "nobody is assigned"
            : "assigned: " + string.Join(", ", principal.AssignedPrincipals.Take(5).Select(item => item.DisplayName ?? item.Id))
              + (principal.AssignedPrincipals.Count > 5 ? $" and {principal.AssignedPrincipals.Count - 5} more" : "");
        return new(
            "servicePrincipal",
            principal.DisplayName ?? KnownApps.NameOf(appId),
            principal.ObjectId,
            $"appRoleAssignmentRequired={(principal.AppRoleAssignmentRequired ? "true" : "false")}",
            principal.AppRoleAssignmentRequired ? assigned : null);
    }
}
