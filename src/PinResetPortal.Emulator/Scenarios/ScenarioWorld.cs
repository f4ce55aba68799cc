using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Sets the whole Emulator to its beginning: the partner, its people and its customers.</summary>
internal sealed class ScenarioWorld(EmulatorState state, TenantImport import)
{
    public void Build()
    {
        state.Clear();
        var now = state.Time.GetUtcNow();
        PartnerTenant.AddTo(import, now);
        var partner = state.Find(RegisteredApps.PartnerTenantId)!;
        PartnerTenant.ConsentToPartnerCenter(partner, state.Registrations.Find(DemoRegistrations.PortalId)!, state.Registrations);
        DemoPeople.AddPartnerPeople(partner, state.Registrations);
        state.Notes[partner.Id] = new ScenarioNote("partner", "Ready");
        foreach (var scenario in ScenarioCatalog.All)
        {
            var tenant = import.Import(scenario.Document(now));
            state.Notes[tenant.Id] = new ScenarioNote(scenario.Key, scenario.ExpectedVerdict);
            if (scenario.GdapExpired)
            {
                GdapCustomers.Expire(state, tenant.Id);
            }
        }

        DemoPeople.AddTenantAdmin(state.Find(DemoPeople.TenantAdminHome)!, state.Registrations);
    }
}
