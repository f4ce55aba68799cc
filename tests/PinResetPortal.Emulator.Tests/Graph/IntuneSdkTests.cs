using System.Net;
using Microsoft.Graph.DeviceManagement.DeviceConfigurations.Item.Assign;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Every v1.0 path of Intune through Microsoft's own client.</summary>
public sealed class IntuneSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeviceConfiguration_Custom_LifeCycle()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();
        var profile = new Windows10CustomConfiguration
        {
            DisplayName = "PIN recovery",
            OmaSettings =
            [
                new OmaSettingBoolean { DisplayName = "a", OmaUri = "./Device/Vendor/MSFT/PassportForWork/x/Policies/EnablePinRecovery", Value = true },
                new OmaSettingString { DisplayName = "b", OmaUri = "./Device/Vendor/MSFT/Policy/Config/A/B", Value = "secret" },
            ],
        };

        var created = Assert.IsType<Windows10CustomConfiguration>(await graph.DeviceManagement.DeviceConfigurations.PostAsync(profile, cancellationToken: Token));
        Assert.Equal(1, created.Version);
        var read = Assert.IsType<Windows10CustomConfiguration>(await graph.DeviceManagement.DeviceConfigurations[created.Id].GetAsync(cancellationToken: Token));
        Assert.True(Assert.IsType<OmaSettingBoolean>(read.OmaSettings![0]).Value);
        Assert.Equal("****", Assert.IsType<OmaSettingString>(read.OmaSettings[1]).Value);

        var changed = await graph.DeviceManagement.DeviceConfigurations[created.Id].PatchAsync(new Windows10CustomConfiguration { Description = "changed" }, cancellationToken: Token);
        Assert.Equal(2, changed!.Version);
        Assert.Equal(400, (await Assert.ThrowsAsync<ODataError>(() => graph.DeviceManagement.DeviceConfigurations[created.Id].PatchAsync(new Windows10GeneralConfiguration { Description = "x" }, cancellationToken: Token))).ResponseStatusCode);

        var assigned = await graph.DeviceManagement.DeviceConfigurations[created.Id].Assign.PostAsAssignPostResponseAsync(new AssignPostRequestBody { Assignments = [new() { Target = new GroupAssignmentTarget { GroupId = TestTenant.OuterGroup } }] }, cancellationToken: Token);
        Assert.Equal(TestTenant.OuterGroup, Assert.IsType<GroupAssignmentTarget>(assigned!.Value!.Single().Target).GroupId);
        await graph.DeviceManagement.DeviceConfigurations[created.Id].Assign.PostAsAssignPostResponseAsync(new AssignPostRequestBody { Assignments = [new() { Target = new AllDevicesAssignmentTarget() }] }, cancellationToken: Token);
        Assert.IsType<AllDevicesAssignmentTarget>((await graph.DeviceManagement.DeviceConfigurations[created.Id].Assignments.GetAsync(cancellationToken: Token))!.Value!.Single().Target);
        var expanded = await graph.DeviceManagement.DeviceConfigurations.GetAsync(r => r.QueryParameters.Expand = ["assignments"], Token);
        Assert.Single(expanded!.Value!.Single().Assignments!);

        await graph.DeviceManagement.DeviceConfigurations[created.Id].DeleteAsync(cancellationToken: Token);
        Assert.Empty((await graph.DeviceManagement.DeviceConfigurations.GetAsync(cancellationToken: Token))!.Value!);
    }

    [Fact]
    public async Task DeviceConfigurations_BetaTypes_AreLeftOutOfV1()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/deviceConfigurations",
            """{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","id":"i1","displayName":"IP","pinRecoveryEnabled":true,"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}""",
            """{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","id":"c1","displayName":"Custom","omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingString","displayName":"odd","omaUri":"./x","isEncrypted":true,"value":"PEFF"}],"vendorNote":null}""");
        await using var host = await GraphHost.StartAsync(tenant);

        Assert.Equal(["c1"], (await host.Client().DeviceManagement.DeviceConfigurations.GetAsync(cancellationToken: Token))!.Value!.Select(c => c.Id));
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "v1.0/deviceManagement/deviceConfigurations/i1");
        Assert.Equal(["i1", "c1"], await host.NamesAsync("beta/deviceManagement/deviceConfigurations", "id"));
        Assert.Equal(["i1"], await host.NamesAsync("beta/deviceManagement/deviceConfigurations?$filter=isof('microsoft.graph.windowsIdentityProtectionConfiguration')", "id"));
        var read = await host.GetAsync("beta/deviceManagement/deviceConfigurations/c1");
        Assert.Equal("****", read["omaSettings"]![0]!["value"]!.ToString());
        Assert.True(read.ContainsKey("vendorNote"));
        Assert.Equal("i1_adadadad-808e-44e2-905a-0b7873a8a531", (await host.GetAsync("beta/deviceManagement/deviceConfigurations/i1/assignments"))["value"]![0]!["id"]!.ToString());
    }

    [Fact]
    public async Task EnrollmentConfiguration_Hello_IsFilteredAndPatched()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/deviceEnrollmentConfigurations",
            """{"@odata.type":"#microsoft.graph.deviceEnrollmentWindowsHelloForBusinessConfiguration","id":"h1","displayName":"All users","state":"disabled","priority":0}""",
            """{"@odata.type":"#microsoft.graph.deviceEnrollmentLimitConfiguration","id":"l1","displayName":"Limit","limit":5}""");
        await using var host = await GraphHost.StartAsync(tenant);
        var configurations = host.Client().DeviceManagement.DeviceEnrollmentConfigurations;

        Assert.Equal(["h1"], await host.NamesAsync("beta/deviceManagement/deviceEnrollmentConfigurations?$filter=deviceEnrollmentConfigurationType eq 'windowsHelloForBusiness'", "id"));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/deviceManagement/deviceEnrollmentConfigurations?$filter=deviceEnrollmentConfigurationType eq 'windowsHelloForBusiness'");
        Assert.Equal(Enablement.Disabled, Assert.IsType<DeviceEnrollmentWindowsHelloForBusinessConfiguration>((await configurations.GetAsync(cancellationToken: Token))!.Value![0]).State);
        var patched = await configurations["h1"].PatchAsync(new DeviceEnrollmentWindowsHelloForBusinessConfiguration { State = Enablement.Enabled }, cancellationToken: Token);
        Assert.Equal(Enablement.Enabled, Assert.IsType<DeviceEnrollmentWindowsHelloForBusinessConfiguration>(patched).State);
        Assert.Empty((await configurations["h1"].Assignments.GetAsync(cancellationToken: Token))!.Value!);
    }

    [Fact]
    public async Task ManagedDevices_FilterAndSync()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/managedDevices",
            """{"id":"m1","deviceName":"PC-1","operatingSystem":"Windows","azureADDeviceId":"d1000000-0000-4000-8000-000000000001","joinType":"azureADJoined"}""",
            """{"id":"m2","deviceName":"Phone","operatingSystem":"iOS"}""");
        await using var host = await GraphHost.StartAsync(tenant);
        var graph = host.Client();

        var windows = (await graph.DeviceManagement.ManagedDevices.GetAsync(r => r.QueryParameters.Filter = "operatingSystem eq 'Windows' and contains(deviceName,'pc')", Token))!.Value!.Single();
        Assert.Equal("m1", windows.Id);
        Assert.DoesNotContain("joinType", windows.AdditionalData.Keys);
        await graph.DeviceManagement.ManagedDevices["m1"].SyncDevice.PostAsync(cancellationToken: Token);
        Assert.Equal(404, (await Assert.ThrowsAsync<ODataError>(() => graph.DeviceManagement.ManagedDevices["nope"].SyncDevice.PostAsync(cancellationToken: Token))).ResponseStatusCode);
    }

    [Fact]
    public async Task NonComplianceReport_V1_IsAStreamOfSchemaAndValues()
    {
        await using var host = await GraphHost.StartAsync();
        await host.SendAsync("POST", "beta/deviceManagement/configurationPolicies", SettingsCatalogJson.PinRecoveryOn("One"));

        await using var stream = await host.Client().DeviceManagement.Reports.GetConfigurationPolicyNonComplianceReport.PostAsync(new() { Top = 10 }, cancellationToken: Token);
        var report = await System.Text.Json.Nodes.JsonNode.ParseAsync(stream!, cancellationToken: Token);
        var column = report!["Schema"]!.AsArray().Select(c => c!["Column"]!.ToString()).ToList().IndexOf("PolicyName");
        Assert.Equal("One", report["Values"]![0]![column]!.ToString());
    }
}
