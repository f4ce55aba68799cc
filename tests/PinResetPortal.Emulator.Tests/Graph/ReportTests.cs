using System.Net;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

public sealed class ReportTests
{
    private const string Devices = "beta/deviceManagement/reports/getConfigurationPolicyDevicesReport";

    [Theory]
    [InlineData("""{"select":["NoSuchColumn"]}""")]
    [InlineData("""{"select":"PolicyId"}""")]
    [InlineData("""{"filter":"(NoSuchColumn eq 'x')"}""")]
    [InlineData("""{"filter":"(PolicyId eq "}""")]
    [InlineData("""{"orderBy":["NoSuchColumn desc"]}""")]
    [InlineData("""{"columns":["PolicyId"]}""")]
    public async Task Report_UnknownColumnOrBadFilter_Is400(string body)
    {
        await using var host = await GraphHost.StartAsync();

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", Devices, TestTenant.Json(body));
    }

    [Fact]
    public async Task Report_SelectSkipTopAndSearch_AreObeyed()
    {
        await using var host = await GraphHost.StartAsync(Tenant());

        var (_, report, _) = await host.SendAsync("POST", Devices, TestTenant.Json("""{"select":["DeviceName","IntuneDeviceId"],"filter":"(PolicyId eq 'p1')","orderBy":["DeviceName desc"],"skip":1,"top":1,"search":"PC-"}"""));

        Assert.Equal(3, report!["TotalRowCount"]!.GetValue<int>());
        Assert.Equal(2, report["Schema"]!.AsArray().Count);
        var name = report["Schema"]!.AsArray().Select(column => column!["Column"]!.ToString()).ToList().IndexOf("DeviceName");
        Assert.Equal("PC-2", Assert.Single(report["Values"]!.AsArray())![name]!.ToString());
    }

    [Fact]
    public async Task Report_StatesFollowTheDevices()
    {
        await using var host = await GraphHost.StartAsync(Tenant());

        var (_, report, _) = await host.SendAsync("POST", Devices, TestTenant.Json("""{"filter":"((PolicyBaseTypeName eq 'DeviceManagementConfigurationPolicy') or (PolicyBaseTypeName eq 'x')) and (PolicyId eq 'p1')","orderBy":["DeviceName"]}"""));

        var columns = report!["Schema"]!.AsArray().Select(column => column!["Column"]!.ToString()).ToList();
        Assert.Equal(["Succeeded", "NotApplicable", "Pending"], report["Values"]!.AsArray().Select(row => row![columns.IndexOf("PolicyStatus_loc")]!.ToString()));
    }

    [Theory]
    [InlineData("v1.0/deviceManagement/reports/getConfigurationPolicyNonComplianceSummaryReport")]
    [InlineData("beta/deviceManagement/reports/getConfigurationPolicyNoncomplianceSummaryReport")]
    [InlineData("beta/deviceManagement/reports/microsoft.graph.getConfigurationPolicyNonComplianceReport")]
    public async Task NonCompliance_InBothVersions_NamesThePolicy(string path)
    {
        await using var host = await GraphHost.StartAsync(Tenant());

        var (status, report, text) = await host.SendAsync("POST", path, TestTenant.Json("""
            {"filter":"","orderBy":[],"select":["PolicyName","UnifiedPolicyType","ProfileSource","UnifiedPolicyPlatformType","NumberOfNonCompliantOrErrorDevices","NumberOfConflictDevices","PolicyId","PolicyBaseTypeName"]}
            """));

        Assert.True(status == HttpStatusCode.OK, text);
        var columns = report!["Schema"]!.AsArray().Select(column => column!["Column"]!.ToString()).ToList();
        Assert.Equal("p1", Assert.Single(report["Values"]!.AsArray())![columns.IndexOf("PolicyId")]!.ToString());
    }

    [Fact]
    public async Task Overview_CountsWindowsDevices()
    {
        await using var host = await GraphHost.StartAsync(Tenant());

        var overview = await host.GetAsync("v1.0/deviceManagement/managedDeviceOverview");

        Assert.Equal(3, overview["deviceOperatingSystemSummary"]!["windowsCount"]!.GetValue<int>());
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/deviceManagement/managedDeviceOverview?$filter=id eq 'x'");
    }

    /// <summary>One filter, let through by one policy and kept out by the other: no device has both.</summary>
    [Theory]
    [InlineData("(device.deviceName -startsWith \"PC-1\")", "PC-1")]
    [InlineData("(device.deviceName -in [\"PC-1\", \"PC-3\"]) and (device.osVersion -ge \"10.0.20000.0\")", "PC-1 PC-3")]
    [InlineData("not (device.model -eq \"HoloLens 2\") or (device.deviceTrustType -eq \"Azure AD joined\")", "PC-1 PC-2 PC-3")]
    [InlineData("(device.noSuchProperty -eq \"x\")", "")]
    [InlineData("(device.deviceName -startsWith", "")]
    public async Task Report_FilterSplitsTwoPolicies_NoDeviceHasBoth(string rule, string included)
    {
        var tenant = Tenant();
        TestTenant.Put(tenant, "deviceManagement/assignmentFilters", $$"""{"id":"f1","displayName":"F","rule":{{System.Text.Json.JsonSerializer.Serialize(rule)}}}""");
        TestTenant.Put(tenant, "deviceManagement/configurationPolicies", [.. ((string[])["include", "exclude"]).Select(mode => $$$"""
            {"id":"{{{mode}}}","name":"P","lastModifiedDateTime":"2025-11-01T00:00:00Z","settings":[],"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget",
            "deviceAndAppManagementAssignmentFilterId":"f1","deviceAndAppManagementAssignmentFilterType":"{{{mode}}}"}}]}
            """)]);
        await using var host = await GraphHost.StartAsync(tenant);

        async Task<string> DevicesOf(string policy)
        {
            var (_, report, _) = await host.SendAsync("POST", Devices, TestTenant.Json($$"""{"select":["DeviceName"],"filter":"(PolicyId eq '{{policy}}')","orderBy":["DeviceName"]}"""));
            var name = report!["Schema"]!.AsArray().Select(column => column!["Column"]!.ToString()).ToList().IndexOf("DeviceName");
            return string.Join(' ', report["Values"]!.AsArray().Select(row => row![name]!.ToString()));
        }

        Assert.Equal(included, await DevicesOf("include"));
        Assert.Equal(string.Join(' ', ((string[])["PC-1", "PC-2", "PC-3"]).Except(included.Split(' '))), await DevicesOf("exclude"));
    }

    [Fact]
    public async Task Report_DeviceThatWasAskedToCheckIn_HasThePolicyWhenItsTimeHasCome()
    {
        var time = new FakeTimeProvider(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var host = await GraphHost.StartAsync(Tenant(), new Clock(TimeSpan.Zero, time));
        await host.SendAsync("POST", "v1.0/deviceManagement/managedDevices/m3/syncDevice");
        await host.SendAsync("POST", "v1.0/deviceManagement/managedDevices/m1/syncDevice");

        Assert.Equal("Pending", await StateAsync());
        time.Advance(CheckIns.Between);
        Assert.Equal("Succeeded", await StateAsync());
        Assert.Equal("2026-11-22T12:00:03.0000000Z", (await host.GetAsync("v1.0/deviceManagement/managedDevices/m3"))["lastSyncDateTime"]!.ToString());
        Assert.Equal("2026-11-20T00:00:00Z", (await host.GetAsync("v1.0/deviceManagement/managedDevices/m1"))["lastSyncDateTime"]!.ToString());

        async Task<string> StateAsync()
        {
            var (_, report, _) = await host.SendAsync("POST", Devices, TestTenant.Json("""{"select":["PolicyStatus"],"filter":"(PolicyId eq 'p1') and (IntuneDeviceId eq 'm3')"}"""));
            var column = report!["Schema"]!.AsArray().Select(one => one!["Column"]!.ToString()).ToList().IndexOf("PolicyStatus_loc");
            return Assert.Single(report["Values"]!.AsArray())![column]!.ToString();
        }
    }

    private static EmulatedTenant Tenant()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/managedDevices",
            """{"id":"m1","deviceName":"PC-1","operatingSystem":"Windows","osVersion":"10.0.26100.1","lastSyncDateTime":"2026-11-20T00:00:00Z"}""",
            """{"id":"m2","deviceName":"PC-2","operatingSystem":"Windows","osVersion":"10.0.10586.1","lastSyncDateTime":"2026-11-20T00:00:00Z"}""",
            """{"id":"m3","deviceName":"PC-3","operatingSystem":"Windows","osVersion":"10.0.26100.1","lastSyncDateTime":"2026-01-20T00:00:00Z"}""");
        TestTenant.Put(tenant, "deviceManagement/configurationPolicies", """{"id":"p1","name":"P","lastModifiedDateTime":"2026-11-01T00:00:00Z","settings":[],"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}""");
        return tenant;
    }

    private sealed record Clock(TimeSpan Delay, TimeProvider Time) : IReplication;
}
