using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>The people of the demo: who they are, where, and what they may do.</summary>
internal static class DemoPeople
{
    /// <summary>The customer that Tara administers: nothing is consented there.</summary>
    public static readonly Guid TenantAdminHome = ScenarioCatalog.NothingConsentedId;

    private static readonly DemoPerson _morgan = new("morgan@fabrikam-msp.example", "Morgan Engineer", "MSP engineer: portal Admin, all GDAP roles");
    private static readonly DemoPerson _olive = new("olive@fabrikam-msp.example", "Olive Operator", "Portal Operator, all GDAP roles");
    private static readonly DemoPerson _harper = new("harper@fabrikam-msp.example", "Harper Helpdesk", "Portal Reader: sees everything, changes nothing");
    private static readonly DemoPerson _tara = new("tara@northwind.example", "Tara Admin", "Administrator of Northwind only");
    private static readonly DemoPerson _nico = new("nico@fabrikam-msp.example", "Nico Norole", "Has no role in the portal");
    private static readonly DemoPerson _carol = new("carol@fabrikam-msp.example", "Carol Conditional", "Portal Operator; Conditional Access asks for a second step");

    public static readonly IReadOnlyList<DemoPerson> All = [_morgan, _olive, _harper, _tara, _nico, _carol];

    private static readonly Guid[] _engineerRoles =
    [
        RoleTemplates.ApplicationAdministrator, RoleTemplates.PrivilegedRoleAdministrator, RoleTemplates.IntuneAdministrator, RoleTemplates.GlobalReader,
        RoleTemplates.ReportsReader,
    ];

    private static readonly Guid[] _operatorRoles =
        [RoleTemplates.ApplicationAdministrator, RoleTemplates.IntuneAdministrator, RoleTemplates.GlobalReader, RoleTemplates.ReportsReader];

    public static void AddPartnerPeople(EmulatedTenant partner, Registrations registrations)
    {
        Add(partner, registrations, _morgan, "Admin", _engineerRoles, GdapCustomers.EngineersGroupId, GdapCustomers.AdminAgentsGroupId);
        Add(partner, registrations, _olive, "Operator", _operatorRoles, GdapCustomers.EngineersGroupId, GdapCustomers.AdminAgentsGroupId);
        Add(partner, registrations, _harper, "Reader", [RoleTemplates.GlobalReader, RoleTemplates.DirectoryReaders], GdapCustomers.HelpdeskGroupId);
        Add(partner, registrations, _nico, null, []);
        Add(partner, registrations, _carol, "Operator", _operatorRoles, GdapCustomers.EngineersGroupId, GdapCustomers.AdminAgentsGroupId);
        partner.Change(TenantObjects.Users, users => users.Find(user => user.Is("userPrincipalName", _carol.UserPrincipalName))![TenantObjects.ConditionalAccess] = "mfa");
        AssignAutomation(partner, registrations, DemoRegistrations.AutomationId, "Operator");
        AssignAutomation(partner, registrations, DemoRegistrations.ReportingId, "Reader");
    }

    public static void AddTenantAdmin(EmulatedTenant tenant, Registrations registrations) => Add(tenant, registrations, _tara, "Operator", [RoleTemplates.GlobalAdministrator]);

    private static void Add(EmulatedTenant tenant, Registrations registrations, DemoPerson person, string? portalRole, Guid[] directoryRoles, params string[] groupIds)
    {
        var user = TenantDefaults.User(tenant.Id, person.UserPrincipalName, person.DisplayName);
        var id = user.Text("id")!;
        tenant.Add(TenantObjects.Users, user);
        foreach (var role in directoryRoles)
        {
            TenantDefaults.AddToRole(tenant, role, id);
        }

        foreach (var groupId in groupIds)
        {
            tenant.Change(TenantObjects.Groups, groups => groups.Find(group => group.Is("id", groupId))![TenantObjects.Members]!.AsArray().Add(id));
        }

        if (portalRole is not null)
        {
            Assign(tenant, registrations, id, person.DisplayName, "User", portalRole);
        }
    }

    private static void AssignAutomation(EmulatedTenant partner, Registrations registrations, string clientId, string portalRole)
    {
        var app = registrations.Find(clientId)!;
        var servicePrincipal = ConsentLedger.EnsureServicePrincipal(partner, app);
        Assign(partner, registrations, servicePrincipal.Text("id")!, app.Name, "ServicePrincipal", portalRole);
    }

    private static void Assign(EmulatedTenant tenant, Registrations registrations, string principalId, string name, string type, string portalRole)
    {
        var app = registrations.Find(DemoRegistrations.PortalId)!;
        JsonObject portal = ConsentLedger.EnsureServicePrincipal(tenant, app);
        ConsentLedger.Assign(tenant, principalId, name, type, portal, app.AppRoles.Single(one => one.Value == portalRole).Id);
    }
}
