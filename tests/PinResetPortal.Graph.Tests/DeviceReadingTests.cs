using System.Globalization;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Graph;

public sealed class DeviceReadingTests
{
    private const string AllDevices = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]""";

    [Fact]
    public async Task Read_Devices_BecomeFacts()
    {
        await using var room = Tenant();
        room.Stub.On("managedDevices", Shapes.List("""
            {"id":"m1","deviceName":"PC-1","azureADDeviceId":"00000000-0000-0000-0000-000000000000","userId":"","operatingSystem":"Windows","osVersion":"10.0.26100.1","skuFamily":"Enterprise","joinType":"azureADJoined","lastSyncDateTime":"2026-11-20T10:00:00Z","complianceState":"compliant"}
            """, """{"id":"m2","lastSyncDateTime":"0001-01-01T00:00:00Z","somethingNew":{"a":1}}"""));

        var inventory = (await room.ReadAsync()).Devices.ValueOrDefault!;

        Assert.Equal(new WindowsDevice("m1", "PC-1", null, null, "10.0.26100.1", "Enterprise", "azureADJoined", new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), "compliant"), inventory.Devices[0]);
        Assert.Equal(new WindowsDevice("m2", "m2"), inventory.Devices[1]);
        Assert.True(inventory.Complete);
    }

    [Theory]
    [InlineData("""[{"Column":"UPN"},{"Column":"PolicyStatus"},{"Column":"PolicyStatus_loc"},{"Column":"IntuneDeviceId"}]""", """["ada@x",6,"Conflict","m1"]""")]
    [InlineData("""[{"Column":"IntuneDeviceId","PropertyType":"String"},{"Column":"New"},{"Column":"PolicyStatus"},{"Column":"UPN"}]""", """["m1",null,"6","ada@x"]""")]
    [InlineData("""[{"Column":"IntuneDeviceId"},{"Column":"UPN"},{"Column":"ReportStatus"}]""", """["m1","ada@x","conflict"]""")]
    public async Task Read_Report_IsReadBySchema(string schema, string row)
    {
        await using var room = Tenant();
        room.Stub.On("DevicesReport", $$"""{"TotalRowCount":1,"Schema":{{schema}},"Values":[{{row}}],"SessionId":""}""");

        var policy = (await room.ReadAsync()).Deployment.ValueOrDefault!.Of("p1")!;

        Assert.Equal(DeploymentState.Conflict, policy.Devices["M1"]);
        Assert.Equal(new DeploymentCounts(0, 0, 1, 0, 0), policy.Counts);
    }

    [Fact]
    public async Task Read_ReportAsBase64Stream_IsTheSame()
    {
        var report = Report(1, """["m1","ada@x",2]""");
        foreach (var form in new[] { Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(report)), null })
        {
            await using var room = Tenant();
            room.Stub.On("DevicesReport", form is null
                ? $$"""{"value":"{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(report))}}"}"""
                : $"\"{form}\"");

            Assert.Equal(DeploymentState.Succeeded, (await room.ReadAsync()).Deployment.ValueOrDefault!.Of("p1")!.Devices["m1"]);
        }
    }

    [Fact]
    public async Task Read_SystemAccountRows_AreNoFailures()
    {
        await using var room = Tenant();
        room.Stub.On("DevicesReport", Report(5, """["m1","System account",5]""", """["m1","ada@x",2]""", """["m2","System account",5]""", """["m3","System account",2]""", """["m4","ben@x",5]"""));

        var policy = (await room.ReadAsync()).Deployment.ValueOrDefault!.Of("p1")!;

        Assert.Equal(
            [("m1", DeploymentState.Succeeded), ("m2", DeploymentState.Pending), ("m3", DeploymentState.Succeeded), ("m4", DeploymentState.Error)],
            policy.Devices.Select(one => (one.Key, one.Value)));
        Assert.Equal(new DeploymentCounts(2, 1, 0, 1, 0), policy.Counts);
    }

    [Fact]
    public async Task Read_ReportLongerThanItsRows_TakesTheCountsFromTheSummary()
    {
        await using var room = Tenant();
        room.Stub.On("DevicesReport", Report(4000, """["m1","ada@x",2]"""));
        room.Stub.On("DeviceSummaryReport", """{"TotalRowCount":1,"Schema":[{"Column":"NumberOfErrorDevices"},{"Column":"NumberOfCompliantDevices"},{"Column":"NumberOfInProgressDevices"}],"Values":[[3,3990,7]]}""");

        var policy = (await room.ReadAsync()).Deployment.ValueOrDefault!.Of("p1")!;

        Assert.False(policy.Complete);
        Assert.Equal(new DeploymentCounts(3990, 3, 0, 7, 0), policy.Counts);
    }

    [Fact]
    public async Task Read_DevicesForbidden_LeavesEverythingElseReadable()
    {
        await using var room = Tenant();
        room.Tokens.Granted = ["Directory.Read.All", "DeviceManagementConfiguration.Read.All", "DeviceManagementServiceConfig.Read.All", "Application.Read.All"];
        room.Stub.On("managedDevice", """{"error":{"code":"Forbidden","message":"no"}}""", 403);
        room.Stub.On("/reports/", """{"error":{"code":"Forbidden","message":"no"}}""", 403);

        var facts = await room.ReadAsync();

        Assert.Equal((UnreadableKind.PermissionMissing, "DeviceManagementManagedDevices.Read.All"), (facts.Devices.WhyUnreadable!.Kind, facts.Devices.WhyUnreadable.Permission));
        Assert.Equal((UnreadableKind.RoleMissing, "Intune Administrator"), (facts.Deployment.WhyUnreadable!.Kind, facts.Deployment.WhyUnreadable.Role));
        Assert.Single(facts.ConfigurationPolicies.ValueOrDefault!);
    }

    [Fact]
    public async Task Read_ManyPagesOfDevices_StayInTwoWavesAndSayThereAreMore()
    {
        await using var room = Tenant();
        Pages(room, 5);

        var cold = await room.ReadAsync();
        var warm = await room.ReadAsync();

        Assert.Equal((2, false, 5000), (cold.Devices.ValueOrDefault!.Devices.Count, cold.Devices.ValueOrDefault.Complete, cold.Devices.ValueOrDefault.Total));
        Assert.Equal(2, cold.Cost.Waves);
        Assert.Equal(3, warm.Devices.ValueOrDefault!.Devices.Count);
        Assert.InRange(cold.Cost.HttpRequests, 3, 4);
        var third = await room.ReadAsync();
        Assert.Equal((3, 1, 2), (third.Devices.ValueOrDefault!.Devices.Count, third.Cost.Waves, third.Cost.HttpRequests));
    }

    [Fact]
    public async Task SecondRead_RememberedPageNoLongerFits_IsAskedForAnew()
    {
        await using var room = Tenant();
        Pages(room, 2);
        await room.ReadAsync();
        room.Stub.On(@"managedDevices\?\$filter", """{"@odata.nextLink":"https://graph.microsoft.com/beta/deviceManagement/managedDevices?$skiptoken=other","value":[{"id":"m1"}]}""");
        room.Stub.On(@"managedDevices\?\$skiptoken=other", """{"value":[{"id":"new"}]}""");

        Assert.Equal(["m1", "new"], (await room.ReadAsync()).Devices.ValueOrDefault!.Devices.Select(device => device.Id));
    }

    [Fact]
    public async Task SecondRead_NewPolicy_ComesWithItsReport()
    {
        await using var room = Tenant();
        room.Stub.On("DevicesReport", request => new StubAnswer(200, Report(1, $$"""["m1","ada@x",{{(request.Body!.Contains("p2", StringComparison.Ordinal) ? 5 : 2)}}]""")));
        await room.ReadAsync();
        room.Stub.On(@"configurationPolicies\?", Shapes.List(Shapes.Catalog("p1", assignments: AllDevices, withSettings: false), Shapes.Catalog("p2", assignments: AllDevices, withSettings: false)));
        room.Stub.On("configurationPolicies/p2/settings", $$"""{"value":{{Shapes.Settings()}}}""");

        var warm = await room.ReadAsync();

        Assert.Equal(DeploymentState.Error, warm.Deployment.ValueOrDefault!.Of("p2")!.Devices["m1"]);
        Assert.Equal(2, warm.Cost.Waves);
    }

    [Fact]
    public async Task Read_Emulator_ReportsAndDevicesAgree()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add($$"""
            {"deviceManagement/managedDevices":[
               {"id":"m1","deviceName":"PC-1","operatingSystem":"Windows","osVersion":"10.0.26100.1","userPrincipalName":"ada@x","lastSyncDateTime":"2026-11-20T10:00:00Z"},
               {"id":"m2","deviceName":"PC-2","operatingSystem":"Windows","osVersion":"10.0.14393.1","lastSyncDateTime":"2026-11-20T10:00:00Z"},
               {"id":"m3","deviceName":"PC-3","operatingSystem":"Windows","osVersion":"10.0.26100.1","lastSyncDateTime":"2025-11-20T10:00:00Z"},
               {"id":"m4","deviceName":"Phone","operatingSystem":"iOS"}],
             "deviceManagement/configurationPolicies":[{{Shapes.Catalog("98888888-0000-4000-8000-000000000001", assignments: AllDevices)}}]}
            """);

        var cold = await world.ReadAsync(tenant);
        var warm = await world.ReadAsync(tenant);

        foreach (var facts in new[] { cold, warm })
        {
            Assert.Equal(["m1", "m2", "m3"], facts.Devices.ValueOrDefault!.Devices.Select(device => device.Id).Order(StringComparer.Ordinal));
            Assert.Equal(new DeploymentCounts(1, 0, 0, 1, 1), Assert.Single(facts.Deployment.ValueOrDefault!.Policies).Counts);
        }

        Assert.InRange(cold.Cost.HttpRequests, 2, 4);
        Assert.Equal((1, 2), (warm.Cost.Waves, warm.Cost.HttpRequests));
    }

    [Fact]
    public async Task Read_SixHundredPoliciesOfWhichFiveMatter_StaysInBudget()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var groups = Enumerable.Range(0, 5).Select(index => $"9900000{index}-0000-4000-8000-000000000001").ToList();
        var others = Enumerable.Range(0, 595).Select(index => Shapes.Unrelated.Replace("\"edge\"", $"\"98000000-0000-4000-8000-{index:D12}\"", StringComparison.Ordinal));
        var five = groups.Select((group, index) => Shapes.Catalog($"97000000-0000-4000-8000-{index:D12}", assignments: Shapes.GroupTarget(group)));
        var tenant = world.Add($$"""
            {"groups":[{{string.Join(',', groups.Select(group => $$"""{"id":"{{group}}","displayName":"G"}"""))}}],
             "servicePrincipals":[{"appId":"{{PinResetPortal.Core.Field.KnownApps.PinResetServiceAppId}}","accountEnabled":true,"appRoleAssignmentRequired":true},{"appId":"{{PinResetPortal.Core.Field.KnownApps.PinResetClientAppId}}","accountEnabled":true,"appRoleAssignmentRequired":true}],
             "deviceManagement/managedDevices":[{{string.Join(',', Enumerable.Range(0, 3500).Select(index => $$"""{"id":"m{{index}}","deviceName":"PC-{{index}}","operatingSystem":"Windows"}"""))}}],
             "deviceManagement/configurationPolicies":[{{string.Join(',', five.Concat(others))}}]}
            """);

        var cold = await world.ReadAsync(tenant);
        await world.ReadAsync(tenant);
        var warm = await world.ReadAsync(tenant);

        Assert.Equal(5, warm.ConfigurationPolicies.ValueOrDefault!.Count);
        Assert.Equal((2997, 3500), (warm.Devices.ValueOrDefault!.Devices.Count, warm.Devices.ValueOrDefault.Total));
        Assert.Equal(4, warm.Deployment.ValueOrDefault!.Policies.Count);
        Assert.InRange(cold.Cost.HttpRequests, 2, 7);
        Assert.Equal((1, 2), (warm.Cost.Waves, warm.Cost.HttpRequests));
    }

    private static string Report(int total, params string[] rows) =>
        $$"""{"TotalRowCount":{{total.ToString(CultureInfo.InvariantCulture)}},"Schema":[{"Column":"IntuneDeviceId"},{"Column":"UPN"},{"Column":"PolicyStatus"}],"Values":[{{string.Join(',', rows)}}]}""";

    private static GraphRoom Tenant()
    {
        var room = new GraphRoom();
        room.Stub.On(@"GET /beta/deviceManagement/configurationPolicies\?", request => new StubAnswer(200, Shapes.List(
            Shapes.Catalog("p1", assignments: AllDevices, withSettings: !request.Path.Contains("$select", StringComparison.Ordinal)))));
        room.Stub.On("DevicesReport", Report(0));
        room.Stub.On("DeviceSummaryReport", """{"TotalRowCount":0,"Schema":[],"Values":[]}""");
        room.Stub.On("managedDeviceOverview", """{"id":"o1","deviceOperatingSystemSummary":{"windowsCount":5000}}""");
        return room;
    }

    private static void Pages(GraphRoom room, int pages)
    {
        for (var page = 1; page <= pages; page++)
        {
            var next = page == pages ? "" : $"\"@odata.nextLink\":\"https://graph.microsoft.com/beta/deviceManagement/managedDevices?$skiptoken={page + 1}\",";
            room.Stub.On(page == 1 ? @"managedDevices\?\$filter" : $@"managedDevices\?\$skiptoken={page}$", $$"""{ {{next}}"value":[{"id":"m{{page}}"}]}""");
        }
    }
}
