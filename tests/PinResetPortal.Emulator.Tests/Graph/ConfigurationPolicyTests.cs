using System.Net;
using System.Text.Json.Nodes;
using static PinResetPortal.Emulator.Graph.SettingsCatalogJson;

namespace PinResetPortal.Emulator.Graph;

public sealed class ConfigurationPolicyTests
{
    private const string Path = "beta/deviceManagement/configurationPolicies";

    [Fact]
    public async Task Policy_LifeCycle_IsReadBack()
    {
        await using var host = await GraphHost.StartAsync();

        var (status, created, _) = await host.SendAsync("POST", Path, Policy("One", InGroup(Choice(PinRecovery, PinRecovery + "_true"), Number(MinimumLength, 6)), Text(AllowedUrls, "login.example")));
        Assert.Equal(HttpStatusCode.Created, status);
        var id = created!["id"]!.ToString();
        Assert.Equal(2, created["settingCount"]!.GetValue<int>());
        Assert.Null(created["settings"]);
        Assert.Equal("none", created["templateReference"]!["templateFamily"]!.ToString());

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("PUT", $"{Path}('{id}')", PinRecoveryOn("Two"))).Status);
        var read = await host.GetAsync($"{Path}/{id}?$expand=settings,assignments");
        Assert.Equal("Two", read["name"]!.ToString());
        Assert.Equal(1, read["settingCount"]!.GetValue<int>());
        Assert.Equal(PinRecovery, read["settings"]![0]!["settingInstance"]!["groupSettingCollectionValue"]![0]!["children"]![0]!["settingDefinitionId"]!.ToString());

        var (patched, body, _) = await host.SendAsync("PATCH", $"{Path}/{id}", TestTenant.Json("""{"description":"changed"}"""));
        Assert.Equal((HttpStatusCode.OK, "changed"), (patched, body!["description"]!.ToString()));
        Assert.Equal("0", (await host.GetAsync($"{Path}/{id}/settings"))["value"]![0]!["id"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("DELETE", $"{Path}/{id}")).Status);
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", $"{Path}/{id}");
    }

    [Fact]
    public async Task Assign_ReplacesTheWholeList()
    {
        await using var host = await GraphHost.StartAsync();
        var id = (await host.SendAsync("POST", Path, PinRecoveryOn("One"))).Body!["id"]!.ToString();
        var before = (await host.GetAsync($"{Path}/{id}"))["lastModifiedDateTime"]!.ToString();

        var (status, answer, _) = await host.SendAsync("POST", $"{Path}/{id}/assign", TestTenant.Json($$"""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{TestTenant.OuterGroup}}"} },{"target":{"@odata.type":"#microsoft.graph.exclusionGroupAssignmentTarget","groupId":"{{TestTenant.InnerGroup}}"} }]}"""));
        Assert.Equal((HttpStatusCode.OK, 2), (status, answer!["value"]!.AsArray().Count));
        var assigned = await host.GetAsync($"{Path}/{id}");
        Assert.True(assigned["isAssigned"]!.GetValue<bool>());
        Assert.NotEqual(before, assigned["lastModifiedDateTime"]!.ToString());

        await host.SendAsync("POST", $"{Path}/{id}/assign", TestTenant.Json("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}"""));
        var left = (await host.GetAsync($"{Path}/{id}/assignments"))["value"]!.AsArray();
        Assert.Equal($"{id}_adadadad-808e-44e2-905a-0b7873a8a531", Assert.Single(left)!["id"]!.ToString());
        await host.SendAsync("POST", $"{Path}/{id}/assign", TestTenant.Json("""{"assignments":[]}"""));
        Assert.False((await host.GetAsync($"{Path}/{id}"))["isAssigned"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"assignments":[{}]}""")]
    [InlineData("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget"}}]}""")]
    [InlineData("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.nonsense"}}]}""")]
    [InlineData("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}},{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}""")]
    [InlineData("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget","deviceAndAppManagementAssignmentFilterId":"00000000-0000-4000-8000-00000000dead"}}]}""")]
    public async Task Assign_BadBody_IsRefusedAndChangesNothing(string body)
    {
        await using var host = await GraphHost.StartAsync();
        var id = (await host.SendAsync("POST", Path, PinRecoveryOn("One"))).Body!["id"]!.ToString();

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Path}/{id}/assign", TestTenant.Json(body));

        Assert.False((await host.GetAsync($"{Path}/{id}"))["isAssigned"]!.GetValue<bool>());
    }

    public static TheoryData<string> BadPolicies => new(
        Policy("x", Choice("no definition", "no definition_1")).ToJsonString(),
        Policy("x", InGroup(Choice(Group + "_policies_nothing", Group + "_policies_nothing_1"))).ToJsonString(),
        Policy("x", TestTenant.Json("""{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"device_vendor_msft_firewall_x"}""")).ToJsonString(),
        Policy("x", TestTenant.Json("""{"@odata.type":"#microsoft.graph.nonsense","settingDefinitionId":"device_vendor_msft_firewall_x","choiceSettingValue":{"value":"a"}}""")).ToJsonString(),
        Policy("x", Choice(PinRecovery, PinRecovery + "_true")).ToJsonString(),
        Policy("x", InGroup(Choice(PinRecovery, PinRecovery + "_maybe"))).ToJsonString(),
        Policy("x", InGroup(Choice(PinRecovery, "true"))).ToJsonString(),
        Policy("x", InGroup(Number(MinimumLength, 3))).ToJsonString(),
        Policy("x", InGroup(Number(MinimumLength, 128))).ToJsonString(),
        Policy("x", InGroup(Number(MinimumLength, "6"))).ToJsonString(),
        Policy("x", InGroup(Text(MinimumLength, "6"))).ToJsonString(),
        Policy("x", InGroup(Choice(MinimumLength, "6"))).ToJsonString(),
        Policy("x", InGroup()).ToJsonString(),
        Policy("x", InGroup(Text(AllowedUrls, "a"))).ToJsonString(),
        Policy("x", Text(AllowedUrls, "a"), Text(AllowedUrls, "b")).ToJsonString(),
        Policy("x", TestTenant.Json($$"""{"@odata.type":"#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance","settingDefinitionId":"{{Group}}"}""")).ToJsonString(),
        """{"platforms":"windows10","technologies":"mdm","roleScopeTagIds":["0"],"settings":[]}""",
        """{"name":"x","technologies":"mdm","roleScopeTagIds":["0"],"settings":[]}""",
        """{"name":"x","platforms":"windows95","technologies":"mdm","roleScopeTagIds":["0"],"settings":[]}""",
        """{"name":"x","platforms":"windows10","technologies":"mdm","roleScopeTagIds":["0"],"settings":[],"nonsense":1}""",
        """{"name":"x","platforms":"windows10","technologies":"mdm","roleScopeTagIds":["0"],"settings":[{}]}""",
        """{"name":"x","platforms":"windows10","technologies":"mdm","roleScopeTagIds":["0"],"settings":[],"templateReference":{"templateId":"nonsense"}}""");

    [Theory]
    [MemberData(nameof(BadPolicies))]
    public async Task Create_BadPolicy_IsRefused(string body)
    {
        await using var host = await GraphHost.StartAsync();

        var error = await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", Path, TestTenant.Json(body));

        Assert.Equal("BadRequest", error["code"]!.ToString());
        Assert.Empty((await host.GetAsync(Path))["value"]!.AsArray());
    }

    /// <summary>
    /// The catalogue has many thousand definitions for all platforms (https://learn.microsoft.com/intune/intune-service/configuration/settings-catalog);
    /// what is POSTed is what is GET for each of them.
    /// </summary>
    [Theory]
    [InlineData("device_vendor_msft_passportforwork_deviceunlock_plugins")]
    [InlineData("vendor_msft_firewall_mdmstore_domainprofile_enablefirewall")]
    [InlineData("device_vendor_msft_policy_config_microsoft_edgev80diff~policy~microsoft_edge_edgeenhanceimagesenabled")]
    [InlineData("com.apple.applicationaccess_allowcamera")]
    [InlineData("ade_setupassistant_appearance")]
    [InlineData("linux_mdatp_managed_antivirusengine_passivemode")]
    public async Task Create_AnyDefinitionOfTheCatalogue_IsKeptAsItIs(string id)
    {
        await using var host = await GraphHost.StartAsync();
        var setting = TestTenant.Json($$"""
            {"@odata.type":"#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance","settingDefinitionId":"{{id}}","auditRuleInformation":null,"groupSettingCollectionValue":[{"children":[
              {"@odata.type":"#microsoft.graph.deviceManagementConfigurationSimpleSettingCollectionInstance","settingDefinitionId":"{{id}}_names","simpleSettingCollectionValue":[{"@odata.type":"#microsoft.graph.deviceManagementConfigurationStringSettingValue","value":"a"}]}]}]}
            """);

        var (status, created, text) = await host.SendAsync("POST", Path, Policy("x", setting.DeepClone().AsObject()));

        Assert.True(status == HttpStatusCode.Created, text);
        var read = (await host.GetAsync($"{Path}/{created!["id"]}/settings"))["value"]![0]!["settingInstance"];
        Assert.True(JsonNode.DeepEquals(setting, read), read!.ToJsonString());
    }

    [Fact]
    public async Task Create_ExportedPolicy_IsReadBackEqualInMeaning()
    {
        await using var host = await GraphHost.StartAsync();
        var export = ExportedPolicy.Load();
        foreach (var readOnly in new[] { "id", "createdDateTime", "lastModifiedDateTime", "settingCount", "creationSource" })
            export.Remove(readOnly);

        var (status, created, text) = await host.SendAsync("POST", Path, export.DeepClone());
        Assert.True(status == HttpStatusCode.Created, text);
        var read = await host.GetAsync($"{Path}/{created!["id"]}?$expand=settings");

        foreach (var name in new[] { "name", "description", "platforms", "technologies", "roleScopeTagIds", "priorityMetaData" })
            Assert.True(JsonNode.DeepEquals(export[name], read[name]), name);
        foreach (var name in new[] { "templateId", "templateFamily", "templateDisplayName", "templateDisplayVersion" })
            Assert.Equal(export["templateReference"]![name]!.ToString(), read["templateReference"]![name]!.ToString());
        Assert.Equal(export["settings"]!.AsArray().Count, read["settingCount"]!.GetValue<int>());
        var expected = export["settings"]!.AsArray().Select(s => ExportedPolicy.Meaning(s!["settingInstance"])).ToList();
        var actual = read["settings"]!.AsArray().Select(s => ExportedPolicy.Meaning(s!["settingInstance"])).ToList();
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second)));
        Assert.Equal("deviceManagementConfigurationPolicy", (await host.GetAsync("v1.0/auditLogs/directoryAudits"))["value"]![0]!["targetResources"]![0]!["type"]!.ToString(), ignoreCase: true);
    }

    /// <summary>https://github.com/microsoft/Microsoft365DSC/pull/6625: send <c>["0"]</c>.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PostAndPut_WithoutScopeTags_AreRefused(bool asNull)
    {
        await using var host = await GraphHost.StartAsync();
        var id = (await host.SendAsync("POST", Path, PinRecoveryOn("One"))).Body!["id"]!.ToString();
        var body = PinRecoveryOn("Two");
        body.Remove("roleScopeTagIds");
        if (asNull)
            body["roleScopeTagIds"] = null;

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", Path, body);
        await host.RefusedAsync(HttpStatusCode.BadRequest, "PUT", $"{Path}/{id}", body);
    }

    [Fact]
    public async Task Put_OtherPlatform_IsRefused()
    {
        await using var host = await GraphHost.StartAsync();
        var id = (await host.SendAsync("POST", Path, PinRecoveryOn("One"))).Body!["id"]!.ToString();
        var other = PinRecoveryOn("One");
        other["platforms"] = "macOS";

        await host.RefusedAsync(HttpStatusCode.BadRequest, "PUT", $"{Path}/{id}", other);
        await host.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Path}/{id}", TestTenant.Json("""{"settings":[]}"""));
    }

    [Fact]
    public async Task Intent_SettingsChangedAndAssigned()
    {
        const string definition = "deviceConfiguration--windowsIdentityProtectionConfiguration_pinRecoveryEnabled";
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/intents", $$"""{"id":"i1","displayName":"Legacy","templateId":"0f2b5d70-d4e9-4156-8c16-1397eb6c54a5","settings":[{"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","definitionId":"{{definition}}","valueJson":"false","value":false}]}""");
        await using var host = await GraphHost.StartAsync(tenant);

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("POST", "beta/deviceManagement/intents/i1/updateSettings", TestTenant.Json($$"""{"settings":[{"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","definitionId":"{{definition}}","valueJson":"true"}]}"""))).Status);
        Assert.True((await host.GetAsync("beta/deviceManagement/intents/i1/settings"))["value"]![0]!["value"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("POST", "beta/deviceManagement/intents('i1')/assign", TestTenant.Json("""{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allLicensedUsersAssignmentTarget"}}]}"""))).Status);
        Assert.True((await host.GetAsync("beta/deviceManagement/intents?$expand=settings,assignments"))["value"]![0]!["isAssigned"]!.GetValue<bool>());
        Assert.Single((await host.GetAsync("beta/deviceManagement/intents/i1/assignments"))["value"]!.AsArray());
    }

    [Fact]
    public async Task Reports_ColumnOrder_DependsOnTheTenant()
    {
        var orders = new List<string>();
        foreach (var id in new[] { "10000000-0000-4000-8000-000000000001", "20000000-0000-4000-8000-00000000abcd" })
        {
            var tenant = new Directory.EmulatedTenant(new(id), "T");
            TestTenant.Put(tenant, "subscribedSkus", """{"id":"s","servicePlans":[{"servicePlanName":"INTUNE_A"}]}""");
            TestTenant.Put(tenant, "deviceManagement/managedDevices", """{"id":"m1","deviceName":"PC-1","operatingSystem":"Windows"}""", """{"id":"m2","deviceName":"PC-2","operatingSystem":"Windows"}""");
            TestTenant.Put(tenant, "deviceManagement/configurationPolicies", """{"id":"p1","name":"P","settings":[],"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}],"_deviceStatuses":[{"DeviceId":"m2","Status":"Conflict"}]}""");
            await using var host = await GraphHost.StartAsync(tenant);

            var (_, report, _) = await host.SendAsync("POST", "beta/deviceManagement/reports/getConfigurationPolicyDevicesReport", TestTenant.Json("""{"filter":"(PolicyId eq 'p1')","orderBy":["DeviceName"],"top":10}"""));
            var columns = report!["Schema"]!.AsArray().Select(c => c!["Column"]!.ToString()).ToList();
            orders.Add(string.Join(',', columns));
            Assert.Equal(2, report["TotalRowCount"]!.GetValue<int>());
            Assert.Equal(["Succeeded", "Conflict"], report["Values"]!.AsArray().Select(v => v![columns.IndexOf("ReportStatus_loc")]!.ToString()));
            var (_, summary, _) = await host.SendAsync("POST", "beta/deviceManagement/reports/getConfigurationPolicyDeviceSummaryReport", TestTenant.Json("""{"select":["PolicyId","NumberOfConflictDevices"],"filter":"(PolicyId eq 'p1')"}"""));
            Assert.Equal(2, summary!["Schema"]!.AsArray().Count);
        }

        Assert.NotEqual(orders[0], orders[1]);
    }
}
