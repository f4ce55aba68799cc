using System.Net;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph;

public sealed class PermissionTests
{
    private static readonly JsonObject NewService = TestTenant.Json($$"""{"appId":"{{TestTenant.ServiceAppId}}"}""");

    [Theory]
    [InlineData("GET", "v1.0/servicePrincipals", "Application.Read.All", true)]
    [InlineData("GET", "v1.0/servicePrincipals", "User.Read", false)]
    [InlineData("POST", "v1.0/servicePrincipals", "Application.Read.All", false)]
    [InlineData("GET", "v1.0/organization", "User.Read", true)]
    [InlineData("GET", "v1.0/domains", "User.Read", false)]
    [InlineData("GET", "v1.0/groups", "GroupMember.Read.All", true)]
    [InlineData("GET", "v1.0/oauth2PermissionGrants", "Application.Read.All", false)]
    [InlineData("GET", "v1.0/me", "User.Read", true)]
    [InlineData("GET", "v1.0/tenantRelationships/delegatedAdminCustomers", "Directory.Read.All", false)]
    public async Task DirectoryEndpoint_Scope_Decides(string method, string path, string scope, bool allowed)
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("caller", Callers.Delegated(host.Tenant, [scope], Callers.GlobalAdministrator));

        var (status, body, _) = await host.SendAsync(method, path, method == "POST" ? NewService.DeepClone() : null, "caller");

        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        if (!allowed)
            Assert.Equal("Authorization_RequestDenied", body!["error"]!["code"]!.ToString());
    }

    [Fact]
    public async Task IntuneEndpoint_ScopeMissing_NamesTheScopes()
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("caller", Callers.Delegated(host.Tenant, ["DeviceManagementConfiguration.Read.All"], Callers.IntuneAdministrator));

        await host.SendAsync("GET", "beta/deviceManagement/configurationPolicies", caller: "caller");
        var error = await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", "beta/deviceManagement/configurationPolicies", SettingsCatalogJson.PinRecoveryOn("x"), "caller");

        Assert.Equal("Forbidden", error["code"]!.ToString());
        Assert.Contains("Application must have one of the following scopes: DeviceManagementConfiguration.ReadWrite.All", JsonNode.Parse(error["message"]!.ToString())!["Message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_HelpdeskAdministrator_ReadsDirectoryButNotIntune()
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("helpdesk", Callers.Partner(host.Tenant, Callers.HelpdeskAdministrator));

        foreach (var path in new[] { "users", "groups", "organization", "servicePrincipals" })
            Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "v1.0/" + path, caller: "helpdesk")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "beta/deviceManagement/configurationPolicies", caller: "helpdesk");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", "v1.0/servicePrincipals", NewService.DeepClone(), "helpdesk");
        Assert.Equal("Authentication_RequestFromUnsupportedUserRole", (await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/auditLogs/signIns", caller: "helpdesk"))["code"]!.ToString());
    }

    [Fact]
    public async Task Roles_EachFixNeedsItsOwn()
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("apps", Callers.Partner(host.Tenant, Callers.CloudApplicationAdministrator));
        host.Add("intune", Callers.Partner(host.Tenant, Callers.IntuneAdministrator));
        host.Add("reader", Callers.Partner(host.Tenant, Callers.GlobalReader));
        host.Add("nobody", Callers.Partner(host.Tenant));
        var policy = SettingsCatalogJson.PinRecoveryOn("x");

        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync("POST", "v1.0/servicePrincipals", NewService.DeepClone(), "apps")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "beta/deviceManagement/configurationPolicies", caller: "apps");
        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync("POST", "beta/deviceManagement/configurationPolicies", policy.DeepClone(), "intune")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", "v1.0/servicePrincipals", NewService.DeepClone(), "intune");
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "beta/deviceManagement/configurationPolicies", caller: "reader")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", "beta/deviceManagement/configurationPolicies", policy.DeepClone(), "reader");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/users", caller: "nobody");
    }

    [Fact]
    public async Task Members_WithoutRole_ReadBasicsOnly()
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("member", Callers.Delegated(host.Tenant, Callers.AllScopes) with { ObjectId = TestTenant.UserId });
        host.Add("guest", Callers.Delegated(host.Tenant, Callers.AllScopes) with { ObjectId = TestTenant.GuestId });

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "v1.0/servicePrincipals", caller: "member")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "beta/deviceManagement/configurationPolicies", caller: "member");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/users", caller: "guest");
    }

    [Fact]
    public async Task Me_PartnerAndApplication_AreRefused()
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("partner", Callers.Partner(host.Tenant, Callers.GlobalReader));
        host.Add("app", Callers.Application(host.Tenant, "Directory.Read.All", "User.Read.All"));

        Assert.Equal("Request_ResourceNotFound", (await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole", caller: "partner"))["code"]!.ToString());
        Assert.Equal("/me request is only valid with delegated authentication flow.", (await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/me", caller: "app"))["message"]!.ToString());
    }

    [Fact]
    public async Task Application_RolesOfTheToken_AreEnough()
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("app", Callers.Application(host.Tenant, "Application.ReadWrite.All", "DeviceManagementConfiguration.Read.All"));

        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync("POST", "v1.0/servicePrincipals", NewService.DeepClone(), "app")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "beta/deviceManagement/configurationPolicies", caller: "app")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "POST", "beta/deviceManagement/configurationPolicies", SettingsCatalogJson.PinRecoveryOn("x"), "app");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/groups", caller: "app");
        var audit = (await host.GetAsync("v1.0/auditLogs/directoryAudits"))["value"]![0]!;
        Assert.Equal(TestTenant.PortalSpId, audit["initiatedBy"]!["app"]!["servicePrincipalId"]!.ToString());
    }

    [Fact]
    public async Task Licences_Missing_AreNamed()
    {
        await using var host = await GraphHost.StartAsync(TestTenant.Create("EXCHANGE_S_STANDARD"));

        Assert.Equal("Request not applicable to target tenant.", (await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "beta/deviceManagement/configurationPolicies"))["message"]!.ToString());
        Assert.Equal("Authentication_RequestFromNonPremiumTenantOrB2CTenant", (await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/auditLogs/signIns"))["code"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "v1.0/auditLogs/directoryAudits")).Status);
    }

    [Fact]
    public async Task SignIns_OneOfTwoScopes_IsNotEnough()
    {
        await using var host = await GraphHost.StartAsync();
        host.Add("half", Callers.Delegated(host.Tenant, ["AuditLog.Read.All"], Callers.GlobalReader));

        Assert.Equal("Authentication_MSGraphPermissionMissing", (await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", "v1.0/auditLogs/signIns", caller: "half"))["code"]!.ToString());
    }
}
