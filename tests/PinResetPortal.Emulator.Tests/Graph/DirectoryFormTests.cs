using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Forms of requests for directory objects that other clients than the portal use.</summary>
public sealed class DirectoryFormTests
{
    private const string ByAppId = $"v1.0/servicePrincipals(appId='{TestTenant.ServiceAppId}')";

    [Fact]
    public async Task Upsert_ServicePrincipal_CreatesOnceThenUpdates()
    {
        await using var host = await GraphHost.StartAsync();

        await host.RefusedAsync(HttpStatusCode.NotFound, "PATCH", ByAppId, TestTenant.Json("""{"accountEnabled":true}"""));
        Assert.Equal(HttpStatusCode.Created, await UpsertAsync(host, """{"accountEnabled":true}"""));
        Assert.Equal(HttpStatusCode.NoContent, await UpsertAsync(host, """{"accountEnabled":false}"""));

        Assert.False((await host.GetAsync(ByAppId))["accountEnabled"]!.GetValue<bool>());
        Assert.Single((await host.GetAsync($"v1.0/servicePrincipals?$filter=appId eq '{TestTenant.ServiceAppId}'"))["value"]!.AsArray());
    }

    [Fact]
    public async Task DeletedItems_AreListedAndReadByTheirType()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(
            tenant,
            "directory/deletedItems",
            $$"""{"@odata.type":"#microsoft.graph.servicePrincipal","id":"s1","appId":"{{TestTenant.ClientAppId}}"}""",
            """{"@odata.type":"#microsoft.graph.application","id":"a1","appId":"f0000000-0000-4000-8000-0000000000a1"}""",
            """{"@odata.type":"#microsoft.graph.group","id":"g1","displayName":"Old group"}""",
            """{"@odata.type":"#microsoft.graph.user","id":"u1","displayName":"Old user"}""");
        await using var host = await GraphHost.StartAsync(tenant);

        foreach (var (type, id) in new[] { ("servicePrincipal", "s1"), ("application", "a1"), ("group", "g1"), ("user", "u1") })
        {
            Assert.Equal([id], await host.NamesAsync($"v1.0/directory/deletedItems/microsoft.graph.{type}", "id"));
            Assert.Equal(id, (await host.GetAsync($"v1.0/directory/deletedItems/{id}/graph.{type}"))["id"]!.ToString());
        }

        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "v1.0/directory/deletedItems/g1/microsoft.graph.servicePrincipal");
        host.Add("app", Callers.Application(host.Tenant, "GroupMember.Read.All", "User.ReadBasic.All"));
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/directory/deletedItems/microsoft.graph.group", caller: "app");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/directory/deletedItems/microsoft.graph.user", caller: "app");
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", "v1.0/directory/deletedItems/g1/restore")).Status);
        Assert.Contains("Old group", await host.NamesAsync("v1.0/groups"));
    }

    [Fact]
    public async Task AppRoleAssignment_Created_StandsUnderItsServicePrincipal()
    {
        await using var host = await GraphHost.StartAsync();
        var body = TestTenant.Json($$"""{"principalId":"{{TestTenant.UserId}}","resourceId":"{{TestTenant.PortalSpId}}","appRoleId":"00000000-0000-0000-0000-000000000000"}""");

        var (_, created, _) = await host.SendAsync("POST", $"v1.0/servicePrincipals/{TestTenant.PortalSpId}/appRoleAssignedTo", body);

        Assert.Equal($"https://graph.microsoft.com/v1.0/$metadata#servicePrincipals('{TestTenant.PortalSpId}')/appRoleAssignedTo/$entity", created!["@odata.context"]!.ToString());
        Assert.Equal(
            $"https://graph.microsoft.com/v1.0/$metadata#servicePrincipals('{TestTenant.PortalSpId}')/appRoleAssignedTo",
            (await host.GetAsync($"v1.0/servicePrincipals(appId='{TestTenant.PortalAppId}')/appRoleAssignedTo"))["@odata.context"]!.ToString());
    }

    private static async Task<HttpStatusCode> UpsertAsync(GraphHost host, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri($"{host.Root}/{ByAppId}")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        request.Headers.Add("Prefer", "create-if-missing");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
