using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Sets the whole Emulator to its beginning.</summary>
internal sealed class ScenarioWorld(EmulatorState state, TenantImport import)
{
    /// <summary>The partner, its people, its registrations and its customers.</summary>
    public void Build()
    {
        var now = state.Time.GetUtcNow();
        BuildPartner(now);
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

    /// <summary>The partner and its people, before anybody registered anything there; no customers.</summary>
    public void BuildEmpty()
    {
        var partner = BuildPartner(state.Time.GetUtcNow());
        foreach (var application in state.Registrations.Own.ToList())
        {
            ConsentLedger.Revoke(partner, application);
        }

        partner.Change(ApplicationShape.Collection, applications => applications.Clear());
        state.Registrations.Refresh(partner);
    }

    private EmulatedTenant BuildPartner(DateTimeOffset now)
    {
        state.Clear();
        PartnerTenant.AddTo(import, now);
        var partner = state.Find(RegisteredApps.PartnerTenantId)!;
        PartnerTenant.ConsentToPartnerCenter(partner, state.Registrations.Find(DemoRegistrations.PortalId)!, state.Registrations);
        DemoPeople.AddPartnerPeople(partner, state.Registrations);
        state.Notes[partner.Id] = new ScenarioNote("partner", "Ready");
        return partner;
    }
}
