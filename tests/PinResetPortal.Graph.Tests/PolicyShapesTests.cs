using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Graph;

public sealed class PolicyShapesTests
{
    [Fact]
    public async Task ConfigurationPolicy_SettingDeepInUnknownShapes_IsFound()
    {
        var policy = await ReadOneAsync("""
            {"settings":[{"@odata.type":"#microsoft.graph.somethingNew","settingInstance":{"groupSettingCollectionValue":[{"children":[
               {"settingDefinitionId":"some_choice","choiceSettingValue":{"value":"x","children":[
                 {"groupSettingValue":{"children":[{"choiceSettingValue":{"value":"user_vendor_msft_passportforwork_{tenantid}_policies_enablepinrecovery_true"},"settingDefinitionId":"USER_vendor_msft_PassportForWork_{tenantid}_policies_enablepinrecovery"}]},"settingDefinitionId":"g"}]}}]}],
               "settingDefinitionId":"outer"}}],"name":"Deep","id":"p"}
            """);

        Assert.Equal(new SettingValue(KnownSettings.UserEnablePinRecovery, KnownSettings.UserEnablePinRecovery + "_true"), Assert.Single(policy.Settings));
        Assert.Empty(policy.Assignments);
        Assert.Null(policy.NotUnderstood);
    }

    [Theory]
    [InlineData(""" "simpleSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationIntegerSettingValue","value":6} """, "6")]
    [InlineData(""" "simpleSettingValue":{"value":"adfs.contoso.com;login.example"} """, "adfs.contoso.com;login.example")]
    [InlineData(""" "simpleSettingCollectionValue":[{"value":"a"},{"value":"b"}] """, """["a","b"]""")]
    [InlineData(""" "choiceSettingCollectionValue":[{"value":"a","children":[]}] """, "a")]
    [InlineData(""" "choiceSettingValue":null """, null)]
    public async Task ConfigurationPolicy_ValueShapes_AreRead(string value, string? expected)
    {
        var policy = await ReadOneAsync("""{"id":"p","name":"n","settings":[{"settingDefinitionId":"device_vendor_msft_policy_config_authentication_configurewebsigninallowedurls",VALUE}]}""".Replace("VALUE", value, StringComparison.Ordinal));

        Assert.Equal(expected, Assert.Single(policy.Settings).Value);
        Assert.Null(policy.NotUnderstood);
    }

    [Theory]
    [InlineData(""" "choiceSettingValue":{"value":{"new":"shape"}} """)]
    [InlineData(""" "referenceSettingValue":{"note":"x"} """)]
    public async Task ConfigurationPolicy_ValueOfUnknownShape_SaysSo(string value)
    {
        var policy = await ReadOneAsync("""{"id":"p","name":"n","settings":[{"settingInstance":{"settingDefinitionId":"ID",VALUE}}]}"""
            .Replace("VALUE", value, StringComparison.Ordinal).Replace("ID", Shapes.PinRecovery, StringComparison.Ordinal));

        Assert.Contains(Shapes.PinRecovery, policy.NotUnderstood, StringComparison.Ordinal);
        Assert.Null(Assert.Single(policy.Settings).Value);
    }

    [Theory]
    [InlineData("endpointSecurityAccountProtection", PolicyKind.AccountProtection)]
    [InlineData("baseline", PolicyKind.SecurityBaseline)]
    [InlineData("none", PolicyKind.SettingsCatalog)]
    [InlineData("endpointSecurityDiskEncryption", PolicyKind.SettingsCatalog)]
    public async Task ConfigurationPolicy_TemplateFamily_DecidesTheKind(string family, PolicyKind kind)
    {
        var policy = await ReadOneAsync(Shapes.Catalog("p").Replace("\"templateFamily\":\"none\"", $"\"templateFamily\":\"{family}\"", StringComparison.Ordinal));

        Assert.Equal(kind, policy.Kind);
    }

    [Theory]
    [InlineData("macOS", "mdm", false)]
    [InlineData("windows10", "configManager", false)]
    [InlineData("windows10", "mdm,configManager", true)]
    [InlineData("windows10X,windows10", "mdm,microsoftSense", true)]
    [InlineData("none", "none", true)]
    public async Task ConfigurationPolicy_PlatformAndTechnology_DecideWhetherItCounts(string platforms, string technologies, bool counts)
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?", Shapes.List(Shapes.Catalog("p")
            .Replace("\"platforms\":\"windows10\"", $"\"platforms\":\"{platforms}\"", StringComparison.Ordinal)
            .Replace("\"technologies\":\"mdm\"", $"\"technologies\":\"{technologies}\"", StringComparison.Ordinal)));

        Assert.Equal(counts ? 1 : 0, (await room.ReadAsync()).ConfigurationPolicies.ValueOrDefault!.Count);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(""" ,{"settingInstance":{"settingDefinitionId":"device_vendor_msft_policy_config_other","choiceSettingValue":{"value":"x"}}} """, true)]
    public async Task ConfigurationPolicy_SettingsBesideHello_AreNoticed(string other, bool more)
    {
        var policy = await ReadOneAsync("""{"id":"p","name":"n","settings":[""" + Shapes.Settings().Trim()[1..^1] + other + "]}");

        Assert.Equal(more, policy.CarriesMore);
    }

    [Fact]
    public async Task DeviceConfiguration_WithoutName_IsCalledByItsId()
    {
        await using var room = new GraphRoom();
        room.Stub.On("/beta/deviceManagement/deviceConfigurations", """{"value":[{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","id":"i1","displayName":null,"pinRecoveryEnabled":true,"assignments":[]}]}""");

        Assert.Equal("i1", Assert.Single((await room.ReadAsync()).DeviceConfigurations.ValueOrDefault!).Name);
    }

    [Fact]
    public async Task ConfigurationPolicy_RealExport_IsAccountProtectionWithPinRecovery()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "shared", "data", "oib-hello-v3.2.json")))
        {
            folder = folder.Parent;
        }

        // The export lies beside the repository, not in it; without it there is nothing to prove here.
        var json = folder is null ? Shapes.Catalog("export").Replace("\"none\"", "\"endpointSecurityAccountProtection\"", StringComparison.Ordinal) : await File.ReadAllTextAsync(Path.Combine(folder.FullName, "shared", "data", "oib-hello-v3.2.json"), TestContext.Current.CancellationToken);

        var policy = await ReadOneAsync(json);

        Assert.Equal(PolicyKind.AccountProtection, policy.Kind);
        Assert.Contains(policy.Settings, setting => setting.DefinitionId == KnownSettings.DeviceEnablePinRecovery && setting.Value!.EndsWith("_true", StringComparison.Ordinal));
        Assert.DoesNotContain("navigationLink", policy.Document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigurationPolicy_SettingsCutShort_AreReadApart()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?", Shapes.List("""{"id":"p1","name":"n","settings":[],"settings@odata.nextLink":"https://graph.microsoft.com/beta/x","assignments":[]}"""));
        room.Stub.On("configurationPolicies/p1/settings", $$"""{"value":{{Shapes.Settings()}}}""");

        Assert.Single((await room.ReadAsync()).ConfigurationPolicies.ValueOrDefault!);
    }

    [Fact]
    public async Task Assignments_FiltersAndUnknownTargets_AreKept()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?", Shapes.List(Shapes.Catalog("p1", assignments: """
            [{"target":{"deviceAndAppManagementAssignmentFilterType":"include","deviceAndAppManagementAssignmentFilterId":"f1","@odata.type":"#microsoft.graph.allLicensedUsersAssignmentTarget"}},
             {"target":{"@odata.type":"#microsoft.graph.exclusionGroupAssignmentTarget","groupId":"g1"}},
             {"target":{"@odata.type":"#microsoft.graph.configurationManagerCollectionAssignmentTarget","collectionId":"c1"}}]
            """)));

        var assignments = (await room.ReadAsync()).ConfigurationPolicies.ValueOrDefault![0].Assignments;

        Assert.Equal([AssignmentTarget.AllUsers, AssignmentTarget.ExcludeGroup, AssignmentTarget.Other], assignments.Select(assignment => assignment.Target));
        Assert.Equal((AssignmentFilterMode.Include, "f1"), (assignments[0].FilterMode, assignments[0].FilterId));
        Assert.Equal("c1", JsonNode.Parse(assignments[2].TargetDocument!)!["collectionId"]!.GetValue<string>());
    }

    [Fact]
    public async Task DeviceConfigurations_IdentityProtectionAndCustom_AreRead()
    {
        await using var room = new GraphRoom();
        room.Stub.On("/beta/deviceManagement/deviceConfigurations", """
            {"value":[
              {"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","id":"i1","displayName":"Identity","pinRecoveryEnabled":true,"windowsHelloForBusinessBlocked":null,"assignments":[]},
              {"@odata.type":"#microsoft.graph.windows10CustomConfiguration","id":"c1","displayName":"Custom","omaSettings":[
                {"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"PIN","omaUri":"./Device/Vendor/MSFT/PassportForWork/x/Policies/EnablePinRecovery","value":true},
                {"@odata.type":"#microsoft.graph.omaSettingString","omaUri":"./User/Vendor/MSFT/PassportForWork/x/Policies/EnablePinRecovery","value":"****","isEncrypted":true},
                {"@odata.type":"#microsoft.graph.omaSettingInteger","omaUri":"./Device/Vendor/MSFT/Other","value":1}],"assignments":[]},
              {"@odata.type":"#microsoft.graph.iosGeneralDeviceConfiguration","id":"o1","displayName":"iOS"}]}
            """);

        var policies = (await room.ReadAsync()).DeviceConfigurations.ValueOrDefault!;

        Assert.Equal(["i1", "c1"], policies.Select(policy => policy.Id));
        Assert.Equal(new SettingValue("pinRecoveryEnabled", "true"), Assert.Single(policies[0].Settings));
        Assert.Equal(3, policies[1].OmaSettingCount);
        Assert.Equal(("true", false), (policies[1].OmaSettings[0].Value, policies[1].OmaSettings[0].IsMasked));
        Assert.Equal((null, true), (policies[1].OmaSettings[1].Value, policies[1].OmaSettings[1].IsMasked));
    }

    [Fact]
    public async Task Intents_SettingsInEitherForm_AreRead()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"/deviceManagement/intents\?", """{"value":[{"id":"n1","displayName":"Legacy","templateId":"0f2b5d70-d4e9-4156-8c16-1397eb6c54a5","assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}]}""");
        room.Stub.On("/intents/n1/settings", """
            {"value":[{"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","id":"a","definitionId":"deviceConfiguration--windowsIdentityProtectionConfiguration_pinRecoveryEnabled","valueJson":"true","value":true},
                      {"id":"b","definitionId":"deviceConfiguration--windowsIdentityProtectionConfiguration_windowsHelloForBusinessBlocked","valueJson":"\"notConfigured\""},
                      {"id":"c","definitionId":"deviceConfiguration--other","valueJson":"1"}]}
            """);

        var intent = Assert.Single((await room.ReadAsync()).Intents.ValueOrDefault!);

        Assert.Equal([new SettingValue(KnownSettings.IntentPinRecovery, "true"), new SettingValue(KnownSettings.IntentHelloBlocked, "notConfigured")], intent.Settings);
        Assert.Equal(AssignmentTarget.AllDevices, Assert.Single(intent.Assignments).Target);
    }

    [Fact]
    public async Task HelloEnrolment_DefaultConfiguration_IsRead()
    {
        await using var room = new GraphRoom();
        room.Stub.On("deviceEnrollmentConfigurations", """{"value":[{"@odata.type":"#microsoft.graph.deviceEnrollmentWindowsHelloForBusinessConfiguration","id":"x_DefaultWindowsHelloForBusiness","displayName":"All users","priority":0,"state":"disabled","assignments":[]}]}""");

        var enrolment = Assert.Single((await room.ReadAsync()).HelloEnrolment.ValueOrDefault!);

        Assert.Equal((0, HelloState.Disabled), (enrolment.Priority, enrolment.State));
    }

    private static async Task<IntunePolicy> ReadOneAsync(string json)
    {
        await using var room = new GraphRoom();
        var policy = JsonNode.Parse(json)!;
        policy["assignments"] ??= new JsonArray();
        room.Stub.On(@"GET /beta/deviceManagement/configurationPolicies\?", Shapes.List(policy.ToJsonString()));
        return Assert.Single((await room.ReadAsync()).ConfigurationPolicies.ValueOrDefault!);
    }
}
