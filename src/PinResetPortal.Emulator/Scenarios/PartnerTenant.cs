using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Fabrikam MSP, the partner: a tenant that is ready itself, with the groups that hold its GDAP roles.</summary>
internal static class PartnerTenant
{
    public static void AddTo(TenantImport import, DateTimeOffset now) => import.Import(
        new TenantDocument(RegisteredApps.PartnerTenantId, "Fabrikam MSP", now)
            .NoGdap()
            .Licences("INTUNE_A", "AAD_PREMIUM_P2")
            .Add("domains", TenantDefaults.Domain("fabrikam-msp.example", isDefault: true), TenantDefaults.Domain("fabrikammsp.onmicrosoft.com", isDefault: false))
            .Add("groups", Group(GdapCustomers.EngineersGroupId, "GDAP Engineers"), Group(GdapCustomers.HelpdeskGroupId, "GDAP Helpdesk"), Group(GdapCustomers.AdminAgentsGroupId, "AdminAgents"))
            .Add(ApplicationShape.Collection, DemoRegistrations.All)
            .WithNoise()
            .Consented()
            .Policy(PolicyShapes.SettingsCatalog("WIN - Windows Hello for Business - PIN recovery", pinRecovery: true, AssignmentShapes.AllDevices()))
            .ToJson());

    /// <summary>The portal's registration asks for it besides Graph, and the partner's administrator consented to all of it.</summary>
    public static void ConsentToPartnerCenter(EmulatedTenant partner, RegisteredApp portal, Registrations registrations)
    {
        ConsentLedger.EnsureServicePrincipal(partner, RegisteredApps.PartnerCenter);
        ConsentLedger.GrantRequired(partner, portal, registrations, delegatedReadOnly: false);
    }

    private static JsonObject Group(string id, string name) => new()
    {
        ["id"] = id,
        ["displayName"] = name,
        ["description"] = "Holds the roles of delegated administration in customers' tenants.",
        ["members"] = new JsonArray(),
        ["isAssignableToRole"] = true,
        ["createdDateTime"] = "2024-02-01T09:00:00Z",
    };
}
