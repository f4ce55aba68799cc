using System.Globalization;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;
using static PinResetPortal.Emulator.Scenarios.AssignmentShapes;
using static PinResetPortal.Emulator.Scenarios.PolicyShapes;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>The customers of the demo.</summary>
internal static class ScenarioCatalog
{
    private const string Ready = "Ready";
    private const string NotReady = "NotReady";
    private const string Unknown = "Unknown";
    private const string HelloPolicy = "WIN - Windows Hello for Business";
    private const int LargeTenantPolicies = 600;

    public static readonly Guid NothingConsentedId = Id(2);

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("all-ready", Id(1), "Adventure Works", Ready, t => t.Consented().Policy(On(AllDevices())).GdapEnds(inDays: 40, autoExtends: true)),
        new("nothing-consented", NothingConsentedId, "Northwind", NotReady, t => t),
        new("service-missing", Id(3), "Contoso Retail", NotReady, t => t.Client().Policy(On(AllDevices()))),
        new("client-disabled", Id(4), "Litware", NotReady, t => t.Service().Client(enabled: false).Policy(On(AllDevices()))),
        new("client-soft-deleted", Id(5), "Proseware", NotReady, t => t.Service().DeletedClient().Policy(On(AllUsers()))),
        new("assignment-required", Id(6), "Tailspin Toys", NotReady, t => t.Service(assignmentRequired: true).Client(assignmentRequired: true).Policy(On(AllDevices()))),
        new("policy-off", Id(7), "Wide World Importers", NotReady, t => t.Consented().Policy(AsAnsweredToday(SettingsCatalog(HelloPolicy, pinRecovery: false, AllDevices())))),
        new("policy-unassigned", Id(8), "Fourth Coffee", NotReady, t => t.Consented().Policy(On()).GdapEnds(inDays: 21)),
        new("only-excluded", Id(9), "Graphic Design Institute", NotReady, t => t.Consented().Policy(On(Exclude(t.EverybodyGroupId)))),
        new("wrong-oma-uri", Id(10), "Humongous Insurance", NotReady, t => t.Consented()
            .Policy(Custom("WHfB PIN reset (OMA-URI)", $"./Vendor/MSFT/Policy/PassportForWork/{t.TenantId:D}/Policies/EnablePinRecovery", AllDevices()))),
        new("conflict", Id(11), "Lucerne Publishing", NotReady, t => t.Consented()
            .Policy(On(AllDevices()))
            .Policy(AsAnsweredToday(SettingsCatalog("Security team - Hello hardening", pinRecovery: false, AllDevices())))),
        new("user-scope-false", Id(12), "Margie's Travel", NotReady, t => t.Consented()
            .Policy(On(AllDevices()))
            .Policy(UserSettingsCatalog("Hello for users", pinRecovery: false, AllUsers()))),
        new("intent-only", Id(13), "School of Fine Art", Ready, t => t.Consented().Policy(Intent("Account protection", pinRecovery: true, AllDevices()))),
        new("identity-protection-only", Id(14), "Southridge Video", Ready, t => t.Consented().Policy(IdentityProtection("Identity protection", pinRecovery: true, AllUsers()))),
        new("federated-without-urls", Id(15), "The Phone Company", NotReady, t => t.Consented().Policy(On(AllDevices()))
            .Add("domains", TenantDefaults.Domain(TenantDefaults.DomainName(t.DisplayName), isDefault: true, isFederated: true), TenantDefaults.Domain("thephonecompany.onmicrosoft.com", isDefault: false))),
        new("no-intune-licence", Id(16), "Trey Research", Unknown, t => t.Consented().Licences("AAD_PREMIUM")),
        new("helpdesk-role-only", Id(17), "VanArsdel", Unknown, t => t.Consented().Policy(On(AllDevices())).PortalConsent("read").GdapRoles(RoleTemplates.HelpdeskAdministrator)),
        new("portal-not-consented", Id(18), "Wingtip Toys", Unknown, t => t.Consented().Policy(On(AllDevices())).PortalConsent("none")),
        new("gdap-expired", Id(19), "Woodgrove Bank", Unknown, t => t.Consented().Policy(On(AllDevices())).PortalConsent("read"), GdapExpired: true),
        new("people-accounts", Id(21), "Wingtip Accounts", Ready, PeopleTenants.Accounts),
        new("people-devices", Id(22), "Wingtip Devices", Ready, PeopleTenants.Devices),
        new("people-policies", Id(23), "Wingtip Policies", NotReady, PeopleTenants.Policies),
        new("people-unconsented", Id(24), "Wingtip Unconsented", NotReady, PeopleTenants.ConsentMissing),
        new("people-unlicensed", Id(25), "Wingtip Unlicensed", Ready, PeopleTenants.WithoutPremium),
        new("very-large", Id(20), "Blue Yonder Airlines", Ready, VeryLarge),
    ];

    private static (string, System.Text.Json.Nodes.JsonObject) On(params System.Text.Json.Nodes.JsonObject[] assignments) =>
        SettingsCatalog(HelloPolicy, pinRecovery: true, assignments);

    private static TenantDocument VeryLarge(TenantDocument document)
    {
        document.Consented();
        for (var i = 1; i < LargeTenantPolicies; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"WIN - Baseline part {i:D3}");
            document.Policy(Unrelated(name, 1 + (i % 12), i % 3 == 0 ? Group(document.EverybodyGroupId) : AllDevices()));
        }

        return document.Policy(On(Group(document.EverybodyGroupId)));
    }

    private static Guid Id(int number) => new(string.Create(CultureInfo.InvariantCulture, $"a{number:D7}-0000-4000-8000-{number:D12}"));
}
