using System.Net;
using Microsoft.Graph.Models;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

/// <summary>One person's methods, registration, devices and sign-ins, with the official client and with the rules of the reference pages.</summary>
public sealed class PeopleTests
{
    private const string Methods = $"v1.0/users/{TestTenant.UserId}/authentication/methods";
    private const string Registration = $"v1.0/reports/authenticationMethods/userRegistrationDetails/{TestTenant.UserId}";
    private const string DeviceKey = "v1.0/devices(deviceId='d1000000-0000-4000-8000-000000000001')";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Methods_OfAnotherUser_AreListedByType()
    {
        await using var host = await StartAsync();
        var user = host.Client("methods").Users[TestTenant.UserId];

        var all = await user.Authentication.Methods.GetAsync(cancellationToken: Token);
        var hello = await user.Authentication.WindowsHelloForBusinessMethods.GetAsync(cancellationToken: Token);

        Assert.Equal(2, all!.Value!.Count);
        var key = Assert.IsType<WindowsHelloForBusinessAuthenticationMethod>(all.Value[1]);
        Assert.Equal(("PC-1", AuthenticationMethodKeyStrength.Normal), (key.DisplayName, key.KeyStrength!.Value));
        Assert.Equal(key.Id, Assert.Single(hello!.Value!).Id);
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", Methods + "?$top=1", caller: "methods");
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "v1.0/users/00000000-0000-4000-8000-00000000dead/authentication/methods", caller: "methods");
    }

    [Fact]
    public async Task Methods_WithoutScopeOrRole_AreRefused()
    {
        await using var host = await StartAsync();
        host.Add("helpdesk", Callers.Delegated(host.Tenant, [.. Callers.AllScopes, "UserAuthenticationMethod.Read.All"], Callers.HelpdeskAdministrator));
        host.Add("app", Callers.Application(host.Tenant, "UserAuthenticationMethod.Read.All"));

        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", Methods);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", Methods, caller: "helpdesk");
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", Methods, caller: "app")).Status);
    }

    [Fact]
    public async Task Registration_NeedsRoleAndPremium()
    {
        await using var host = await StartAsync();
        host.Add("helpdesk", Callers.Delegated(host.Tenant, Callers.AllScopes, Callers.HelpdeskAdministrator));

        var details = await host.Client().Reports.AuthenticationMethods.UserRegistrationDetails[TestTenant.UserId].GetAsync(cancellationToken: Token);
        Assert.Equal((true, "windowsHelloForBusiness"), (details!.IsMfaCapable, Assert.Single(details.MethodsRegistered!)));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", Registration + "?$select=isMfaCapable");
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "v1.0/reports/authenticationMethods/userRegistrationDetails/" + TestTenant.AdminId);
        Assert.Equal("Authentication_RequestFromUnsupportedUserRole", (await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", Registration, caller: "helpdesk"))["code"]!.ToString());
        await using var poor = await StartAsync("INTUNE_A");
        Assert.Equal("Authentication_RequestFromNonPremiumTenantOrB2CTenant", (await poor.RefusedAsync(HttpStatusCode.Forbidden, "GET", Registration))["code"]!.ToString());
    }

    [Fact]
    public async Task ManagedDevices_OfOneUser_AreThoseOfWhomItIsThePrimaryUser()
    {
        await using var host = await StartAsync();
        host.Add("directory", Callers.Delegated(host.Tenant, ["Directory.Read.All"], Callers.GlobalReader));

        var devices = await host.Client().Users[TestTenant.UserId].ManagedDevices.GetAsync(cancellationToken: Token);

        Assert.Equal("PC-1", Assert.Single(devices!.Value!).DeviceName);
        Assert.Equal("azureADJoined", (await host.GetAsync($"beta/users/{TestTenant.UserId}/managedDevices?$select=id,joinType"))["value"]![0]!["joinType"]!.ToString());
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", $"v1.0/users/{TestTenant.UserId}/managedDevices?$select=joinType");
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"v1.0/users/{TestTenant.UserId}/managedDevices", caller: "directory");
    }

    [Fact]
    public async Task Device_ByItsOwnId_AndItsGroups()
    {
        await using var host = await StartAsync();

        Assert.Equal(TestTenant.DeviceId, (await host.GetAsync(DeviceKey + "?$select=id,accountEnabled"))["id"]!.ToString());
        Assert.Equal(["Helpdesk Berlin", "All Staff"], await host.NamesAsync(DeviceKey + "/transitiveMemberOf?$select=id,displayName&$top=999"));
        Assert.Equal(["Helpdesk Berlin"], await host.NamesAsync(DeviceKey + "/memberOf"));
        Assert.Equal(2, (await host.Client().Devices[TestTenant.DeviceId].TransitiveMemberOf.GetAsync(cancellationToken: Token))!.Value!.Count);
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "v1.0/devices(deviceId='d1000000-0000-4000-8000-00000000dead')");
    }

    [Fact]
    public async Task Users_SearchedByNameOrPrincipalName_AreFound()
    {
        await using var host = await StartAsync();

        Assert.Equal(["Ben O'Brien"], await host.NamesAsync("v1.0/users?$search=\"displayName:ben\" OR \"userPrincipalName:ben\"&$select=id,displayName,accountEnabled", eventual: true));
        Assert.Equal(["Gus Guest"], await host.NamesAsync("v1.0/users?$search=\"displayName:gus_ext@northwind.example\" OR \"userPrincipalName:gus_ext@northwind.example\"", eventual: true));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/users?$search=\"displayName:ben\"");
    }

    [Fact]
    public async Task SignIns_SixthRequestWithinTenSeconds_Is429WithRetryAfter()
    {
        var clock = new Clock();
        await using var host = await GraphHost.StartAsync(replication: clock);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "v1.0/auditLogs/signIns?$top=1")).Status);
            clock.Advance(1);
        }

        Assert.Equal("TooManyRequests", (await host.RefusedAsync(HttpStatusCode.TooManyRequests, "GET", "v1.0/auditLogs/signIns?$top=1"))["code"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "v1.0/auditLogs/directoryAudits")).Status);
        clock.Advance(5);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "v1.0/auditLogs/signIns?$top=1")).Status);
        await host.RefusedAsync(HttpStatusCode.TooManyRequests, "GET", "v1.0/auditLogs/signIns?$top=1");
    }

    private static async Task<GraphHost> StartAsync(params string[] plans)
    {
        var tenant = TestTenant.Create(plans);
        tenant.Write(collections => collections["users"].First(user => user["id"]!.ToString() == TestTenant.UserId)["_authenticationMethods"] = System.Text.Json.Nodes.JsonNode.Parse("""
            [{"@odata.type":"#microsoft.graph.passwordAuthenticationMethod","id":"28c10230-6103-485e-b985-444c60001490","createdDateTime":null},
             {"@odata.type":"#microsoft.graph.windowsHelloForBusinessAuthenticationMethod","id":"b5e01f81-1f81-b5e0-811f-e0b5811fe0b5","displayName":"PC-1","createdDateTime":"2020-11-27T23:12:49Z","keyStrength":"normal"}]
            """));
        TestTenant.Put(tenant, "reports/authenticationMethods/userRegistrationDetails", $$"""{"id":"{{TestTenant.UserId}}","isMfaCapable":true,"isMfaRegistered":true,"methodsRegistered":["windowsHelloForBusiness"]}""");
        TestTenant.Put(
            tenant,
            "deviceManagement/managedDevices",
            $$"""{"id":"m1","deviceName":"PC-1","userId":"{{TestTenant.UserId}}","operatingSystem":"Windows","joinType":"azureADJoined"}""",
            $$"""{"id":"m2","deviceName":"PC-2","userId":"{{TestTenant.AdminId}}","operatingSystem":"Windows","joinType":"azureADJoined"}""");
        var host = await GraphHost.StartAsync(tenant);
        host.Add("methods", Callers.Delegated(tenant, ["UserAuthenticationMethod.Read.All"], Callers.GlobalReader));
        return host;
    }

    private sealed class Clock : TimeProvider, IReplication
    {
        private DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

        public TimeProvider Time => this;

        public TimeSpan Delay => TimeSpan.Zero;

        public void Advance(int seconds) => _now += TimeSpan.FromSeconds(seconds);

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
