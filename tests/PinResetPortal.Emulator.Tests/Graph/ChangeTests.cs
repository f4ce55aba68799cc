using System.Net;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Refused changes, soft deletion, and how late changes are seen.</summary>
public sealed class ChangeTests
{
    [Theory]
    [InlineData("""{"appId":"00000000-0000-4000-8000-00000000dead"}""", "The appId '00000000-0000-4000-8000-00000000dead' of the service principal does not reference a valid application object.")]
    [InlineData("""{}""", "A value is required for property 'appId' of the resource.")]
    [InlineData("""{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84","nonsense":1}""", "Invalid property 'nonsense'.")]
    [InlineData("""{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84","id":"x"}""", "Property 'id' is read-only and cannot be set.")]
    [InlineData("""{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84","accountEnabled":"true"}""", "Cannot convert the value of property 'accountEnabled' to the expected type 'Edm.Boolean'.")]
    public async Task CreateServicePrincipal_BadBody_IsRefused(string body, string message)
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Equal(message, (await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "v1.0/servicePrincipals", TestTenant.Json(body)))["message"]!.ToString());
    }

    [Fact]
    public async Task PatchServicePrincipal_UnknownProperty_ChangesNothing()
    {
        await using var host = await GraphHost.StartAsync();
        var path = $"v1.0/servicePrincipals(appId='{TestTenant.PortalAppId}')";

        await host.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", path, TestTenant.Json("""{"accountEnabled":false,"nonsense":1}"""));

        Assert.True((await host.GetAsync(path))["accountEnabled"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", path, TestTenant.Json("""{"tags":["a"],"notes":"n"}"""))).Status);
        Assert.Equal("n", (await host.GetAsync(path + "?$select=notes"))["notes"]!.ToString());
    }

    [Fact]
    public async Task Restore_LiveNamesakeOrExpired_IsRefused()
    {
        var time = new FakeTimeProvider(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var host = await GraphHost.StartAsync(replication: new Replication(TimeSpan.Zero, time));
        var first = await CreateServiceAsync(host);
        await host.SendAsync("DELETE", $"v1.0/servicePrincipals/{first}");
        var second = await CreateServiceAsync(host);

        Assert.Equal("Request_MultipleObjectsWithSameKeyValue", (await host.RefusedAsync(HttpStatusCode.Conflict, "POST", $"v1.0/directory/deletedItems/{first}/restore"))["code"]!.ToString());
        await host.SendAsync("DELETE", $"v1.0/servicePrincipals/{second}");
        time.Advance(TimeSpan.FromDays(30));
        await host.RefusedAsync(HttpStatusCode.NotFound, "POST", $"v1.0/directory/deletedItems/{first}/restore");
        Assert.Empty((await host.GetAsync("v1.0/directory/deletedItems/microsoft.graph.servicePrincipal"))["value"]!.AsArray());
    }

    [Fact]
    public async Task Purge_DeletedItem_IsGoneForGood()
    {
        await using var host = await GraphHost.StartAsync();
        var id = await CreateServiceAsync(host);
        await host.SendAsync("DELETE", $"v1.0/servicePrincipals/{id}");

        Assert.Equal("#microsoft.graph.servicePrincipal", (await host.GetAsync($"v1.0/directory/deletedItems/{id}"))["@odata.type"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("DELETE", $"v1.0/directory/deletedItems/{id}")).Status);
        await host.RefusedAsync(HttpStatusCode.NotFound, "POST", $"v1.0/directory/deletedItems/{id}/restore");
    }

    [Fact]
    public async Task PermissionGrant_TwiceOrForNobody_IsRefused()
    {
        await using var host = await GraphHost.StartAsync();
        var service = await CreateServiceAsync(host);
        var grant = $$"""{"clientId":"{{TestTenant.PortalSpId}}","consentType":"AllPrincipals","resourceId":"{{service}}","scope":"a"}""";

        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync("POST", "v1.0/oauth2PermissionGrants", TestTenant.Json(grant))).Status);
        await host.RefusedAsync(HttpStatusCode.Conflict, "POST", "v1.0/oauth2PermissionGrants", TestTenant.Json(grant));
        await host.RefusedAsync(HttpStatusCode.NotFound, "POST", "v1.0/oauth2PermissionGrants", TestTenant.Json(grant.Replace(service, Guid.Empty.ToString(), StringComparison.Ordinal)));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "v1.0/oauth2PermissionGrants", TestTenant.Json(grant.Replace("AllPrincipals", "Principal", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task PermissionGrant_OfASoftDeletedClient_ComesBackWithIt()
    {
        await using var host = await GraphHost.StartAsync();
        var service = await CreateServiceAsync(host);
        await host.SendAsync("POST", "v1.0/oauth2PermissionGrants", TestTenant.Json($$"""{"clientId":"{{TestTenant.PortalSpId}}","consentType":"AllPrincipals","resourceId":"{{service}}","scope":"a"}"""));

        await host.SendAsync("DELETE", $"v1.0/servicePrincipals/{service}");
        Assert.Empty((await host.GetAsync("v1.0/oauth2PermissionGrants"))["value"]!.AsArray());
        await host.SendAsync("POST", $"v1.0/directory/deletedItems/{service}/restore");
        Assert.Single((await host.GetAsync("v1.0/oauth2PermissionGrants"))["value"]!.AsArray());
    }

    [Fact]
    public async Task Replication_NewObject_IsHiddenUntilTheDelayIsOver()
    {
        var time = new FakeTimeProvider(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var host = await GraphHost.StartAsync(replication: new Replication(TimeSpan.FromSeconds(5), time));

        var id = await CreateServiceAsync(host);
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", $"v1.0/servicePrincipals/{id}");
        await host.RefusedAsync(HttpStatusCode.NotFound, "PATCH", $"v1.0/servicePrincipals/{id}", TestTenant.Json("""{"accountEnabled":false}"""));
        Assert.Single((await host.GetAsync("v1.0/servicePrincipals"))["value"]!.AsArray());
        await host.RefusedAsync(HttpStatusCode.Conflict, "POST", "v1.0/servicePrincipals", TestTenant.Json($$"""{"appId":"{{TestTenant.ServiceAppId}}"}"""));

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, (await host.GetAsync("v1.0/servicePrincipals"))["value"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", $"v1.0/servicePrincipals/{id}", TestTenant.Json("""{"accountEnabled":false}"""))).Status);
        Assert.True((await host.GetAsync($"v1.0/servicePrincipals/{id}"))["accountEnabled"]!.GetValue<bool>());
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False((await host.GetAsync($"v1.0/servicePrincipals/{id}"))["accountEnabled"]!.GetValue<bool>());
    }

    [Fact]
    public async Task OmaSecret_PlainText_IsReadByItsReference()
    {
        await using var host = await GraphHost.StartAsync();
        var (_, created, _) = await host.SendAsync("POST", "beta/deviceManagement/deviceConfigurations", TestTenant.Json("""
            {"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"x","omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingString","displayName":"a","omaUri":"./Device/A","value":"plain"}]}
            """));

        // v1.0 has neither the reference nor the mark, but masks as well.
        var row = (await host.GetAsync($"v1.0/deviceManagement/deviceConfigurations/{created!["id"]}"))["omaSettings"]![0]!.AsObject();
        Assert.Equal(["@odata.type", "displayName", "omaUri", "value"], row.Select(property => property.Key).Order());
        Assert.Equal("****", row["value"]!.GetValue<string>());
        var secret = created["omaSettings"]![0]!["secretReferenceValueId"]!.ToString();
        Assert.Equal("plain", (await host.GetAsync($"beta/deviceManagement/deviceConfigurations/{created["id"]}/getOmaSettingPlainTextValue(secretReferenceValueId='{secret}')"))["value"]!.ToString());
    }

    [Theory]
    [InlineData("""{"displayName":"x"}""")]
    [InlineData("""{"@odata.type":"#microsoft.graph.nonsense","displayName":"x"}""")]
    [InlineData("""{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","displayName":"x"}""")]
    [InlineData("""{"@odata.type":"#microsoft.graph.windows10CustomConfiguration"}""")]
    [InlineData("""{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"x","nonsense":1}""")]
    [InlineData("""{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"x","omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"a","omaUri":"./A","value":"true"}]}""")]
    [InlineData("""{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"x","omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"a","omaUri":"A","value":true}]}""")]
    public async Task CreateDeviceConfiguration_BadBody_IsRefused(string body)
    {
        await using var host = await GraphHost.StartAsync();

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "v1.0/deviceManagement/deviceConfigurations", TestTenant.Json(body));
    }

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-deviceconfiguration?view=graph-rest-beta has some eighty derived types.</summary>
    [Theory]
    [InlineData("iosEasEmailProfileConfiguration")]
    [InlineData("windows81TrustedRootCertificate")]
    [InlineData("androidWorkProfilePkcsCertificateProfile")]
    [InlineData("windowsDomainJoinConfiguration")]
    public async Task CreateDeviceConfiguration_AnyTypeOfBeta_IsKeptAsItIs(string type)
    {
        await using var host = await GraphHost.StartAsync();
        var body = TestTenant.Json($$"""{"@odata.type":"#microsoft.graph.{{type}}","displayName":"x","ownProperty":{"a":[1,null] } }""");

        var (status, created, text) = await host.SendAsync("POST", "beta/deviceManagement/deviceConfigurations", body.DeepClone());

        Assert.True(status == HttpStatusCode.Created, text);
        var read = await host.GetAsync($"beta/deviceManagement/deviceConfigurations/{created!["id"]}");
        Assert.All(body, property => Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(property.Value, read[property.Key]), property.Key));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "v1.0/deviceManagement/deviceConfigurations", TestTenant.Json($$"""{"@odata.type":"#microsoft.graph.{{type}}x","displayName":"x"}"""));
    }

    private static async Task<string> CreateServiceAsync(GraphHost host)
    {
        var (status, body, text) = await host.SendAsync("POST", "v1.0/servicePrincipals", TestTenant.Json($$"""{"appId":"{{TestTenant.ServiceAppId}}"}"""));
        Assert.True(status == HttpStatusCode.Created, text);
        return body!["id"]!.ToString();
    }

    private sealed record Replication(TimeSpan Delay, TimeProvider Time) : IReplication;
}
