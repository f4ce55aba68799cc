using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>Does somebody of the home tenant have the role Admin? Without one nobody can change a setting.</summary>
internal static class RolesCheck
{
    private const string Id = SelfCheckIds.Roles;
    private const string Admin = "Admin";

    public static SelfFinding Judge(PortalFacts facts)
    {
        if (facts.ClientId is null)
        {
            return new(Id, FindingStatus.NotApplicable, "There are no roles before the portal is registered.");
        }

        if (!facts.Registration.IsKnown(out var live, out var reason))
        {
            return PortalJudgement.Unknown(Id, "Who has a role in the portal", reason, RegistrationCheck.ReadWithAPerson(facts));
        }

        // Roles are held by id, and the service principal publishes those of its application.
        var roles = live.Principal.Items("appRoles").Concat(live.Application.Items("appRoles")).Where(one => one.Text("value") == Admin).Select(one => one.Text("id"))
            .Append(PortalRegistration.AppRoles.Single(role => role.Value == Admin).Id.ToString("D")).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var admins = live.RolesGiven.Where(one => roles.Contains(one.Text("appRoleId") ?? "") && one.Text("principalType") is not "ServicePrincipal").ToList();
        return admins.Count > 0
            ? new(Id, FindingStatus.Healthy, $"{Numbers.Of(admins.Count, "person or group has", "people or groups have")} the role Admin in the portal.")
            : new(Id, FindingStatus.Broken, "Nobody has the role Admin in the portal: no setting can be changed and no tenant added.", "Run setup with --admin and a user name or the name of a group.", PortalJudgement.Setup("--admin NAME", facts.Wanted));
    }
}
