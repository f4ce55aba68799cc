using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph;

/// <summary>PIN recovery is turned on inside a policy that turns it off, of each kind, and taken back; nothing else in it may change.</summary>
public sealed class TurnOnInPlaceTests
{
    private const string AllDevices = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]""";

    private static readonly TurnOnPinRecovery Repair = new(new PolicyTemplates(new PolicyTemplateOptions()));

    public static TheoryData<string, string> PoliciesThatTurnItOff() => new()
    {
        {
            "settings catalog of 600 settings",
            $$"""{"deviceManagement/configurationPolicies":[{{Catalog(600)}}]}"""
        },
        {
            "identity protection",
            $$"""
            {"deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","displayName":"Hello profile",
             "pinRecoveryEnabled":false,"securityDeviceRequired":true,"pinMinimumLength":8,"assignments":{{AllDevices}} }]}
            """
        },
        {
            "intent",
            $$"""
            {"deviceManagement/intents":[{"displayName":"Account protection","templateId":"{{KnownSettings.IntentAccountProtectionTemplate}}","assignments":{{AllDevices}},"settings":[
             {"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","id":"11111111-aaaa-4000-8000-000000000001","definitionId":"{{KnownSettings.IntentPinRecovery}}","valueJson":"false","value":false},
             {"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","id":"11111111-aaaa-4000-8000-000000000002","definitionId":"{{KnownSettings.IntentHelloBlocked}}","valueJson":"false","value":false}]}]}
            """
        },
        {
            "custom profile",
            $$"""
            {"deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"Custom","assignments":{{AllDevices}},"omaSettings":[
             {"@odata.type":"#microsoft.graph.omaSettingInteger","displayName":"other","omaUri":"./Device/Vendor/MSFT/Policy/Config/Some/Thing","value":3,"isEncrypted":false,"secretReferenceValueId":null},
             {"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"pin","omaUri":"./Device/Vendor/MSFT/PassportForWork/TENANT/Policies/EnablePinRecovery","value":false,"isEncrypted":false,"secretReferenceValueId":null}]}]}
            """
        },
    };

    [Theory]
    [MemberData(nameof(PoliciesThatTurnItOff), DisableDiscoveryEnumeration = true)]
    public async Task Repair_PolicyOfAnyKindTurnsItOff_SwitchesThatValueAndUndoPutsItBack(string kind, string graph)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenantId = TenantId.Parse("5e1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c");
        var tenant = world.Add(graph.Replace("TENANT", tenantId.ToString(), StringComparison.Ordinal), tenantId: tenantId);
        var before = await PolicyAsync(world, tenant);
        Assert.False(Assert.Single(PolicyReading.PinRecovery(before, tenant.Id)).Enabled, kind);

        var change = Assert.Single(Repair.Propose(await world.ReadAsync(tenant), new()));
        Assert.IsType<ChangeObservation.NotInPlace>(await world.ObserveAsync(tenant, change.Change));
        Assert.IsType<ChangeOutcome.Applied>(await world.ExecuteAsync(tenant, change.Change));
        Assert.IsType<ChangeObservation.InPlace>(await world.ObserveAsync(tenant, change.Change));

        var switched = await PolicyAsync(world, tenant);
        Assert.True(Assert.Single(PolicyReading.PinRecovery(switched, tenant.Id)).Enabled, kind);
        Assert.Equal(before.Assignments, switched.Assignments);

        Assert.IsType<ChangeOutcome.Applied>(await world.ExecuteAsync(tenant, change.Undo));
        Assert.IsType<ChangeObservation.InPlace>(await world.ObserveAsync(tenant, change.Undo));
        var after = await PolicyAsync(world, tenant);
        Assert.Equal(WithoutDates(before.Document!), WithoutDates(after.Document!));
    }

    [Fact]
    public async Task Repair_CustomProfileWithAMaskedRow_IsNotOffered()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenantId = TenantId.Parse("6e1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c");
        var tenant = world.Add(
            $$"""
            {"deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"Custom","assignments":{{AllDevices}},"omaSettings":[
             {"@odata.type":"#microsoft.graph.omaSettingString","displayName":"secret","omaUri":"./Device/Vendor/MSFT/Some/Secret","value":"hush","isEncrypted":true},
             {"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"pin","omaUri":"./Device/Vendor/MSFT/PassportForWork/{{tenantId}}/Policies/EnablePinRecovery","value":false}]}]}
            """,
            tenantId: tenantId);

        Assert.Empty(Repair.Propose(await world.ReadAsync(tenant), new()));
    }

    private static async Task<IntunePolicy> PolicyAsync(EmulatedWorld world, Tenant tenant) =>
        Assert.Single((await world.ReadAsync(tenant)).AllPolicies, policy => PolicyReading.PinRecovery(policy, tenant.Id).Count > 0);

    /// <summary>Graph counts versions and dates every change; the rest must be the same.</summary>
    private static string WithoutDates(string document)
    {
        var parsed = System.Text.Json.Nodes.JsonNode.Parse(document)!.AsObject();
        parsed.Remove("lastModifiedDateTime");
        parsed.Remove("version");
        return parsed.ToJsonString();
    }

    private static string Catalog(int settings)
    {
        var others = Enumerable.Range(1, settings - 1).Select(number =>
            $$"""{"id":"{{number}}","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"device_vendor_msft_policy_config_x_{{number}}","choiceSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingValue","value":"device_vendor_msft_policy_config_x_{{number}}_1","children":[]} } }""");
        return $$"""
            {"name":"Everything","description":"","platforms":"windows10","technologies":"mdm","roleScopeTagIds":["0"],
             "templateReference":{"templateId":"","templateFamily":"none","templateDisplayName":null,"templateDisplayVersion":null},"assignments":{{AllDevices}},"settings":[
             {"id":"0","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance","settingDefinitionId":"{{KnownSettings.DeviceGroup}}","groupSettingCollectionValue":[{"children":[
              {"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"{{KnownSettings.DeviceEnablePinRecovery}}","choiceSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingValue","value":"{{KnownSettings.DeviceEnablePinRecovery}}_false","children":[]} }]}]} },
             {{string.Join(',', others)}}]}
            """;
    }
}
