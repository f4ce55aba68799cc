using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

public sealed class PartnerTests
{
    private const string Relationships = "v1.0/tenantRelationships/delegatedAdminRelationships";

    [Fact]
    public async Task AccessAssignments_NameTheGroupsAndTheirRoles()
    {
        await using var host = await GraphHost.StartAsync(Partner());
        var id = (await host.NamesAsync($"{Relationships}?$filter=status eq 'active' and not startsWith(displayName,'MLT_')&$top=300", "id")).Single();

        var list = await host.GetAsync($"{Relationships}/{id}/accessAssignments");
        var one = list["value"]![0]!;

        Assert.Equal([GdapCustomers.EngineersGroupId, GdapCustomers.HelpdeskGroupId], list["value"]!.AsArray().Select(a => a!["accessContainer"]!["accessContainerId"]!.ToString()));
        Assert.Equal("active", one["status"]!.ToString());
        Assert.NotNull(one["createdDateTime"]);
        Assert.Equal(GdapCustomers.AllRoles.Count, one["accessDetails"]!["unifiedRoles"]!.AsArray().Count);
        Assert.Equal(one["id"]!.ToString(), (await host.GetAsync($"{Relationships}/{id}/accessAssignments/{one["id"]}"))["id"]!.ToString());
        Assert.Equal(2, (await host.GetAsync($"{Relationships}/{id}?$expand=accessAssignments"))["accessAssignments"]!.AsArray().Count);
        Assert.False((await host.GetAsync($"{Relationships}/{id}")).ContainsKey("accessAssignments"));
    }

    private static EmulatedTenant Partner()
    {
        var state = new EmulatorState(TimeProvider.System);
        var partner = new EmulatedTenant(RegisteredApps.PartnerTenantId, "Partner");
        state.Put(partner);
        GdapCustomers.Add(state, TestTenant.Create(), GdapCustomers.AllRoles);
        return partner;
    }
}
