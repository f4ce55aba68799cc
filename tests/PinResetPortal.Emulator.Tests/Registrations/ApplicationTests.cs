using System.Net;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph;

namespace PinResetPortal.Emulator.Registrations;

/// <summary>Application objects: what they take and refuse, and who may change them.</summary>
public sealed class ApplicationTests
{
    private const string Applications = "v1.0/applications";
    private const string Role = """{"id":"11111111-0000-4000-8000-000000000001","value":"Reader","displayName":"Reader","description":"Reads","isEnabled":true,"allowedMemberTypes":["User"]}""";

    /// <summary>https://learn.microsoft.com/graph/api/application-post-applications and https://learn.microsoft.com/graph/api/resources/application</summary>
    [Fact]
    public async Task Application_LifeCycle_IsReadBack()
    {
        await using var host = await GraphHost.StartAsync();

        var (status, created, text) = await host.SendAsync("POST", Applications, TestTenant.Json($$"""{"displayName":"Own","web":{"redirectUris":["https://a.example/x"],"logoutUrl":"https://a.example/out"},"appRoles":[{{Role}}]}"""));
        Assert.True(status == HttpStatusCode.Created, text);
        var (id, appId) = (created!["id"]!.ToString(), created["appId"]!.ToString());
        Assert.Equal("AzureADMyOrg", created["signInAudience"]!.ToString());
        Assert.Equal("northwind.example", created["publisherDomain"]!.ToString());

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", $"{Applications}/{id}", TestTenant.Json("""{"web":{"redirectUris":["http://localhost/x"]}}"""))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", $"{Applications}/{id}", TestTenant.Json($$"""{"identifierUris":["api://{{appId}}"]}"""))).Status);
        var read = await host.GetAsync($"{Applications}(appId='{appId}')");
        Assert.Equal("https://a.example/out", read["web"]!["logoutUrl"]!.ToString());
        Assert.Equal("http://localhost/x", read["web"]!["redirectUris"]![0]!.ToString());
        Assert.Equal(["Own"], await host.NamesAsync($"{Applications}?$filter=identifierUris/any(u:u eq 'api://{appId}')"));

        await host.SendAsync("POST", "v1.0/servicePrincipals", TestTenant.Json($$"""{"appId":"{{appId}}"}"""));
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("DELETE", $"{Applications}/{id}")).Status);
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", $"{Applications}/{id}");
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", $"v1.0/servicePrincipals(appId='{appId}')");
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", $"v1.0/directory/deletedItems/{id}/restore")).Status);
        Assert.Equal("Own", (await host.GetAsync($"{Applications}/{id}"))["displayName"]!.ToString());
    }

    /// <summary>
    /// https://learn.microsoft.com/graph/api/application-update, https://learn.microsoft.com/entra/identity-platform/reply-url,
    /// https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions.
    /// </summary>
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"displayName":""}""")]
    [InlineData("""{"displayName":"x","nonsense":1}""")]
    [InlineData("""{"displayName":"x","publisherDomain":"x.example"}""")]
    [InlineData("""{"displayName":"x","signInAudience":"Everybody"}""")]
    [InlineData("""{"displayName":"x","passwordCredentials":[{"secretText":"mine"}]}""")]
    [InlineData("""{"displayName":"x","identifierUris":["api://mine"]}""")]
    [InlineData("""{"displayName":"x","web":{"redirectUris":["http://portal.example/signin-oidc"]}}""")]
    [InlineData("""{"displayName":"x","web":{"redirectUris":["https://*.example/signin-oidc"]}}""")]
    [InlineData("""{"displayName":"x","web":{"redirectUris":["https://a.example/x","https://a.example/x"]}}""")]
    [InlineData("""{"displayName":"x","appRoles":[{"id":"no guid","value":"R"}]}""")]
    [InlineData("""{"displayName":"x","requiredResourceAccess":[{"resourceAppId":"x","resourceAccess":[]}]}""")]
    [InlineData("""{"displayName":"x","keyCredentials":[{"type":"AsymmetricX509Cert","usage":"Verify","key":"AAAA"}]}""")]
    public async Task Create_BadBody_IsRefused(string body)
    {
        await using var host = await GraphHost.StartAsync();

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", Applications, TestTenant.Json(body));

        Assert.Empty((await host.GetAsync(Applications))["value"]!.AsArray());
    }

    /// <summary>https://learn.microsoft.com/graph/api/resources/approle: disable a role before it goes.</summary>
    [Fact]
    public async Task Update_EnabledRole_CannotGoBeforeItIsDisabled()
    {
        await using var host = await GraphHost.StartAsync();
        var id = (await host.SendAsync("POST", Applications, TestTenant.Json($$"""{"displayName":"Own","appRoles":[{{Role}}]}"""))).Body!["id"]!.ToString();

        var error = await host.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Applications}/{id}", TestTenant.Json("""{"appRoles":[]}"""));

        Assert.Equal("CannotDeleteOrUpdateEnabledEntitlement", error["code"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", $"{Applications}/{id}", TestTenant.Json($$"""{"appRoles":[{{Role.Replace("true", "false", StringComparison.Ordinal)}}]}"""))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", $"{Applications}/{id}", TestTenant.Json("""{"appRoles":[]}"""))).Status);
    }

    /// <summary>https://learn.microsoft.com/entra/fundamentals/users-default-permissions: a member registers and owns; others' take a role.</summary>
    [Fact]
    public async Task Change_OwnApplication_NeedsNoRoleAndAnothersDoes()
    {
        var tenant = TestTenant.Create();
        await using var host = await GraphHost.StartAsync(tenant);
        var others = (await host.SendAsync("POST", Applications, TestTenant.Json("""{"displayName":"Other"}"""))).Body!["id"]!.ToString();
        var member = Callers.Delegated(tenant, ["Application.ReadWrite.All"], new Guid("b79fbf4d-3ef9-4689-8143-76b194e85509")) with { ObjectId = TestTenant.UserId };
        host.Add("member", member);
        host.Add("cloud", Callers.Delegated(tenant, ["Application.ReadWrite.All"], Callers.CloudApplicationAdministrator));
        host.Add("reader", Callers.Delegated(tenant, ["Application.Read.All"], Callers.GlobalAdministrator));
        host.Add("owned", Callers.Application(tenant, "Application.ReadWrite.OwnedBy"));

        var own = (await host.SendAsync("POST", Applications, TestTenant.Json("""{"displayName":"Mine"}"""), "member")).Body!["id"]!.ToString();

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", $"{Applications}/{own}", TestTenant.Json("""{"notes":"n"}"""), "member")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "PATCH", $"{Applications}/{others}", TestTenant.Json("""{"notes":"n"}"""), "member");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", $"{Applications}/{others}/addPassword", new JsonObject(), "member");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", Applications, TestTenant.Json("""{"displayName":"x"}"""), "reader");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "PATCH", $"{Applications}/{others}", TestTenant.Json("""{"notes":"n"}"""), "owned");
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PATCH", $"{Applications}/{others}", TestTenant.Json("""{"notes":"n"}"""), "cloud")).Status);
    }

    /// <summary>
    /// https://learn.microsoft.com/graph/permissions-grant-via-msgraph: application permissions of Microsoft Graph need Privileged Role
    /// Administrator; delegated permissions are within a Cloud Application Administrator's reach.
    /// </summary>
    [Fact]
    public async Task Consent_ByCloudApplicationAdministrator_DelegatedOnly()
    {
        var tenant = TestTenant.Create();
        await using var host = await GraphHost.StartAsync(tenant);
        var graph = (await host.SendAsync("POST", "v1.0/servicePrincipals", TestTenant.Json($$"""{"appId":"{{RegisteredApps.Graph.ClientId}}"}"""))).Body!;
        string[] scopes = ["Application.Read.All", "AppRoleAssignment.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"];
        host.Add("cloud", Callers.Delegated(tenant, scopes, Callers.CloudApplicationAdministrator));
        host.Add("privileged", Callers.Delegated(tenant, scopes, RoleTemplates.PrivilegedRoleAdministrator));
        var role = TestTenant.Json($$"""{"principalId":"{{TestTenant.PortalSpId}}","resourceId":"{{graph["id"]}}","appRoleId":"{{graph["appRoles"]![0]!["id"]}}"}""");
        var grant = TestTenant.Json($$"""{"clientId":"{{TestTenant.PortalSpId}}","consentType":"AllPrincipals","resourceId":"{{graph["id"]}}","scope":"User.Read"}""");

        await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", $"v1.0/servicePrincipals/{graph["id"]}/appRoleAssignedTo", role, "cloud");

        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync("POST", "v1.0/oauth2PermissionGrants", grant, "cloud")).Status);
        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync("POST", $"v1.0/servicePrincipals/{graph["id"]}/appRoleAssignedTo", role, "privileged")).Status);
    }
}
