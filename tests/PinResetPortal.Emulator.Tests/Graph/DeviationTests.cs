using System.Net;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Answers that once differed from the documented ones; each test names the page that it follows.</summary>
public sealed class DeviationTests
{
    /// <summary>https://learn.microsoft.com/graph/api/domain-list-federationconfiguration: no such object is a 404.</summary>
    [Fact]
    public async Task FederationConfiguration_OfAManagedDomain_Is404()
    {
        await using var host = await GraphHost.StartAsync();

        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "v1.0/domains/northwind.example/federationConfiguration");
    }

    /// <summary>https://learn.microsoft.com/graph/delta-query-overview: a function of the list, not the id of an object.</summary>
    [Theory]
    [InlineData("servicePrincipals/delta")]
    [InlineData("users/delta?$select=id")]
    [InlineData("groups/delta()")]
    [InlineData("applications/microsoft.graph.delta")]
    public async Task Delta_IsNotOfferedHereAndTakenForNoId(string path)
    {
        await using var host = await GraphHost.StartAsync();

        var error = await host.RefusedAsync(HttpStatusCode.NotImplemented, "GET", $"v1.0/{path}");

        Assert.Contains("not offered", error["message"]!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>https://learn.microsoft.com/graph/api/tenantrelationship-list-delegatedadmincustomers and its siblings.</summary>
    [Fact]
    public async Task PartnerLists_NameTheirOwnMetadata()
    {
        var state = new EmulatorState(TimeProvider.System);
        var partner = new EmulatedTenant(RegisteredApps.PartnerTenantId, "Partner");
        state.Put(partner);
        GdapCustomers.Add(state, TestTenant.Create(), GdapCustomers.AllRoles);
        await using var host = await GraphHost.StartAsync(partner);
        const string Root = "https://graph.microsoft.com/v1.0/tenantRelationships/$metadata#";

        var relationships = await host.GetAsync("v1.0/tenantRelationships/delegatedAdminRelationships");

        Assert.Equal(Root + "delegatedAdminRelationships", relationships["@odata.context"]!.ToString());
        Assert.Equal(Root + "delegatedAdminCustomers", (await host.GetAsync("v1.0/tenantRelationships/delegatedAdminCustomers"))["@odata.context"]!.ToString());
        var id = relationships["value"]![0]!["id"];
        Assert.Equal(Root + "accessAssignments", (await host.GetAsync($"v1.0/tenantRelationships/delegatedAdminRelationships/{id}/accessAssignments"))["@odata.context"]!.ToString());
    }

    /// <summary>
    /// https://learn.microsoft.com/graph/api/resources/intune-deviceintent-devicemanagementintentassignment: an id and a target; the
    /// settings catalog's has a source besides (intune-deviceconfigv2-devicemanagementconfigurationpolicyassignment).
    /// </summary>
    [Fact]
    public async Task Assignments_HaveThePropertiesOfTheirOwnType()
    {
        var tenant = TestTenant.Create();
        const string Assigned = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"},"source":"direct","sourceId":"x"}]""";
        TestTenant.Put(tenant, "deviceManagement/intents", $$"""{"id":"i1","displayName":"I","settings":[],"assignments":{{Assigned}}}""");
        TestTenant.Put(tenant, "deviceManagement/configurationPolicies", $$"""{"id":"p1","name":"P","settings":[],"assignments":{{Assigned}}}""");
        await using var host = await GraphHost.StartAsync(tenant);

        var ofIntent = (await host.GetAsync("beta/deviceManagement/intents?$expand=assignments"))["value"]![0]!["assignments"]![0]!.AsObject();
        var ofPolicy = (await host.GetAsync("beta/deviceManagement/configurationPolicies/p1/assignments"))["value"]![0]!.AsObject();

        Assert.Equal(["id", "target"], ofIntent.Select(property => property.Key).Order());
        Assert.Equal("direct", ofPolicy["source"]!.ToString());
        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "beta/deviceManagement/intents/i1/assign", JsonNode.Parse($$"""{"assignments":{{Assigned}}}"""));
    }

    /// <summary>https://github.com/hashicorp/terraform-provider-azuread/issues/504 and https://github.com/Azure/azure-cli/issues/28009.</summary>
    [Fact]
    public async Task CreateServicePrincipal_OfAForeignApplication_OwnedByAloneIsNotEnough()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "applications", """{"id":"c0000000-0000-4000-8000-00000000000a","appId":"c1000000-0000-4000-8000-00000000000a","displayName":"Own"}""");
        await using var host = await GraphHost.StartAsync(tenant);
        host.Add("owner", Callers.Application(tenant, "Application.ReadWrite.OwnedBy"));

        var error = await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", "v1.0/servicePrincipals", JsonNode.Parse($$"""{"appId":"{{TestTenant.ServiceAppId}}"}"""), "owner");

        Assert.Equal("Authorization_RequestDenied", error["code"]!.ToString());
        var own = await host.SendAsync("POST", "v1.0/servicePrincipals", JsonNode.Parse("""{"appId":"c1000000-0000-4000-8000-00000000000a"}"""), "owner");
        Assert.Equal(HttpStatusCode.Created, own.Status);
    }
}
