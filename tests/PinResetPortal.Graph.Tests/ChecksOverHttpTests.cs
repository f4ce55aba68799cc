using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work;

namespace PinResetPortal.Graph;

/// <summary>Tenants as Graph gives them, read over HTTP from the Emulator and judged by all checks.</summary>
public sealed class ChecksOverHttpTests
{
    private const string Apps = """
        "servicePrincipals":[{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84","accountEnabled":true,"createdDateTime":"2026-01-01T00:00:00Z"},{"appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e","accountEnabled":true,"createdDateTime":"2026-01-01T00:00:00Z"}]
        """;

    private const string AllDevices = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]""";

    private static readonly CheckCatalog Catalog = new(new ServiceCollection().AddPinResetWork().BuildServiceProvider().GetServices<ITenantCheck>());

    [Theory]
    [InlineData("hybridAzureADJoined", "ada@fed.example", "fed.example", FindingStatus.NotApplicable)]
    [InlineData("azureADJoined", "ada@fed.example", "fed.example", FindingStatus.Broken)]
    [InlineData("azureADJoined", "ada@cloud.example", "fed.example", FindingStatus.NotApplicable)]
    [InlineData("azureADJoined", "ada@FED.example", "cloud.example", FindingStatus.Broken)]
    [InlineData("azureADRegistered", "ada@fed.example", "fed.example", FindingStatus.NotApplicable)]
    public async Task FederatedDomain_ByJoinTypeAndUsers(string join, string user, string standard, FindingStatus status)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add($$"""
            { {{Apps}}, "users":[{"displayName":"Ada","userPrincipalName":"{{user}}"}],
              "domains":[{{Domain("fed.example", "Federated", standard)}},{{Domain("cloud.example", "Managed", standard)}}],
              "deviceManagement/managedDevices":[{{Device("PC-1", join)}}] }
            """);

        var facts = await world.ReadAsync(tenant);

        Assert.Equal(status, Find(facts, "policy.web-sign-in-urls").Status);
        Assert.Equal(user.EndsWith("fed.example", StringComparison.OrdinalIgnoreCase), facts.Domains.ValueOrDefault!.Single(domain => domain.IsFederated).HasUsers);
        Assert.InRange(facts.Cost.HttpRequests, 1, 5);
    }

    [FactAttribute]
    public async Task LockScreenNotificationsOff_IsAdviceWithThePolicysName()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add($$"""
            { {{Apps}}, "deviceManagement/configurationPolicies":[{"name":"Login and lock screen","platforms":"windows10","technologies":"mdm","assignments":{{AllDevices}},"settings":[{"settingInstance":{
                "@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"device_vendor_msft_policy_config_windowslogon_disablelockscreenappnotifications",
                "choiceSettingValue":{"value":"device_vendor_msft_policy_config_windowslogon_disablelockscreenappnotifications_1","children":[]} } }]}],
              "deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windows10GeneralConfiguration","displayName":"Restrictions","logonBlockFastUserSwitching":true,"assignments":{{AllDevices}} }],
              "deviceManagement/groupPolicyConfigurations":[{"displayName":"Templates","assignments":{{AllDevices}},"definitionValues":[{"enabled":true,"definition":{"displayName":"Do not display the lock screen"} },{"enabled":false,"definition":{"displayName":"Custom User Interface"} }]},
                {"displayName":"Waiting","assignments":[],"definitionValues":[{"enabled":true,"definition":{"displayName":"Do not display the lock screen"} }]}] }
            """);

        var cold = await world.ReadAsync(tenant);
        var finding = Find(cold, "policy.lock-screen");
        var warm = await world.ReadAsync(tenant);

        Assert.Equal(FindingStatus.NeedsAttention, finding.Status);
        Assert.Equal(finding.Summary, Find(warm, "policy.lock-screen").Summary);
        Assert.Equal((2, 1), (cold.Cost.Waves, warm.Cost.Waves));
        Assert.InRange(cold.Cost.HttpRequests, 1, 5);
        Assert.StartsWith("\"Login and lock screen\" turns lock screen notifications off", finding.Summary, StringComparison.Ordinal);
        Assert.Equal(["Login and lock screen", "Restrictions", "Templates", "Not visible here"], finding.Evidence.Select(evidence => evidence.Name));
        Assert.Equal(FindingStatus.Broken, Find(await world.ReadAsync(tenant), "policy.pin-recovery").Status);
    }

    [FactAttribute]
    public async Task RegisteredAndCoManagedDevices_AreNamed()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add($$"""
            { {{Apps}}, "deviceManagement/managedDevices":[{{Device("BYOD-1", "azureADRegistered")}},
              {{Device("CM-1", "hybridAzureADJoined", ""","managementAgent":"configurationManagerClientMdm","configurationManagerClientEnabledFeatures":{"deviceConfiguration":false}""")}},
              {{Device("CM-2", "hybridAzureADJoined", ""","managementAgent":"configurationManagerClientMdm","configurationManagerClientEnabledFeatures":{"deviceConfiguration":true}""")}}] }
            """);

        var facts = await world.ReadAsync(tenant);

        Assert.Equal(["CM-1"], facts.Devices.ValueOrDefault!.Devices.Where(device => !device.TakesPolicies).Select(device => device.Name));
        Assert.Equal(["BYOD-1", "CM-1"], Find(facts, "devices.supported").Evidence.Select(evidence => evidence.Name));
        Assert.Equal(FindingStatus.NeedsAttention, Find(facts, "policy.cloud-trust").Status);
    }

    [Theory]
    [InlineData("65001", 1, FindingStatus.Broken)]
    [InlineData("65001", 4000, FindingStatus.NotApplicable)]
    [InlineData("0", 1, FindingStatus.Healthy)]
    [InlineData("50140", 1, FindingStatus.NotApplicable)]
    public async Task SignInsOfTheTwoApps_DecideAboutConsent(string code, int hoursAgo, FindingStatus status)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add($$"""{ {{Apps}}, "auditLogs/signIns":[{{SignIn(code, hoursAgo)}}] }""", licences: "\"INTUNE_A\",\"AAD_PREMIUM\"");

        var facts = await world.ReadAsync(tenant);
        var finding = Find(facts, "consent.grants");

        Assert.Equal((status, status == FindingStatus.Broken), (finding.Status, finding.Required));
        Assert.Equal(code == "0", facts.SignIns!.ValueOrDefault!.ClientSucceededAt is not null);
        Assert.InRange(facts.Cost.HttpRequests, 1, 5);
    }

    [FactAttribute]
    public async Task SignIns_WithoutPremium_AreNotAskedFor()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add($$"""{ {{Apps}}, "auditLogs/signIns":[{{SignIn("65001", 1)}}] }""");

        Assert.Null((await world.ReadAsync(tenant)).SignIns);
    }

    [Theory]
    [InlineData("./Vendor/MSFT/Policy/PassportForWork/{0}/Policies/EnablePinRecovery", FindingStatus.Broken)]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/{0}/Policies/enablePinRecovery", FindingStatus.Healthy)]
    public async Task DoubtfulRow_IsJudgedByItsDevices(string path, FindingStatus status)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var id = new TenantId(Guid.NewGuid());
        var tenant = world.Add(
            $$"""
            { {{Apps}}, "deviceManagement/managedDevices":[{{Device("PC-1", "azureADJoined")}}],
              "deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"PIN","lastModifiedDateTime":"2026-01-01T00:00:00Z","assignments":{{AllDevices}},
                "omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"pin","omaUri":"{{path.Replace("{0}", id.ToString(), StringComparison.Ordinal)}}","value":true}]}] }
            """,
            tenantId: id);

        Assert.Equal(status, Find(await world.ReadAsync(tenant), "policy.pin-recovery").Status);
    }

    [FactAttribute]
    public async Task GeneratedTenants_VerdictIsTheExpectedOne()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var wrong = new List<string>();
        foreach (var (tenant, expected) in await world.GenerateAsync(count: 100, seed: 20261126))
        {
            var facts = await world.ReadAsync(tenant);
            var findings = Catalog.Evaluate(facts);
            if (CheckCatalog.VerdictOf(findings).ToString() is var verdict && verdict != expected)
            {
                wrong.Add($"{tenant.DisplayName}: {verdict}, not {expected}: {string.Join(' ', findings.Where(finding => finding is { Required: true, Status: FindingStatus.Unknown or FindingStatus.Broken }).Select(finding => $"{finding.Summary} {string.Join("; ", finding.Evidence.Select(evidence => $"{evidence.Name} {evidence.Value} {evidence.Detail}"))}"))}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static Finding Find(TenantFacts facts, string check) => Catalog.Evaluate(facts).Single(finding => finding.CheckId == check);

    private static string Domain(string name, string type, string standard) => $$"""
        {"id":"{{name}}","authenticationType":"{{type}}","isDefault":{{(name == standard ? "true" : "false")}},"isVerified":true}
        """;

    private static string Device(string name, string join, string more = "") => $$"""
        {"deviceName":"{{name}}","operatingSystem":"Windows","osVersion":"10.0.26100.4061","joinType":"{{join}}","skuFamily":"Enterprise","lastSyncDateTime":"{{TimeProvider.System.GetUtcNow().AddHours(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}}"{{more}}}
        """;

    private static string SignIn(string code, int hoursAgo) => $$"""
        {"createdDateTime":"{{TimeProvider.System.GetUtcNow().AddHours(-hoursAgo):yyyy-MM-dd'T'HH:mm:ss'Z'}}","appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e","userId":"26be570a-ae82-4189-b4e2-a37c6808512d","status":{"errorCode":{{code}},"failureReason":"x"} }
        """;
}
