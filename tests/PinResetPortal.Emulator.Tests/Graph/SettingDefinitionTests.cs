using System.Net;
using static PinResetPortal.Emulator.Graph.SettingsCatalogJson;

namespace PinResetPortal.Emulator.Graph;

public sealed class SettingDefinitionTests
{
    private const string Policies = "beta/deviceManagement/configurationPolicies";

    [Fact]
    public async Task Expand_SettingDefinitions_NamesEverySettingInside()
    {
        await using var host = await GraphHost.StartAsync();
        var id = (await host.SendAsync("POST", Policies, PinRecoveryOn("One"))).Body!["id"]!.ToString();

        var setting = (await host.GetAsync($"{Policies}/{id}/settings?$expand=settingDefinitions&$top=1000"))["value"]!.AsArray().Single()!;
        var nested = (await host.GetAsync($"{Policies}?$expand=settings($expand=settingDefinitions)"))["value"]![0]!["settings"]![0]!;

        Assert.All([setting, nested], one => Assert.Equal([Group, PinRecovery], one["settingDefinitions"]!.AsArray().Select(d => d!["id"]!.ToString())));
        var choice = setting["settingDefinitions"]![1]!;
        Assert.Equal("#microsoft.graph.deviceManagementConfigurationChoiceSettingDefinition", choice["@odata.type"]!.ToString());
        Assert.Equal([PinRecovery + "_false", PinRecovery + "_true"], choice["options"]!.AsArray().Select(o => o!["itemId"]!.ToString()));
        Assert.Equal(Group, choice["options"]![0]!["dependentOn"]![0]!["dependentOn"]!.ToString());
    }

    [Fact]
    public async Task Catalogue_ListAndGet_OnBeta()
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Contains(PinRecovery, await host.NamesAsync("beta/deviceManagement/configurationSettings?$filter=contains(id,'enablepinrecovery')&$select=id", "id"));
        Assert.Equal(PinRecovery, (await host.GetAsync($"beta/deviceManagement/configurationSettings/{Uri.EscapeDataString(PinRecovery)}"))["id"]!.ToString());
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", "beta/deviceManagement/configurationSettings/nonsense");
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/deviceManagement/configurationSettings");
    }

    [Theory]
    [InlineData("device_vendor_msft_policy_config_browser_allowcookies", true)]
    [InlineData("user_vendor_msft_policy_config_start_hideswitchaccount", true)]
    [InlineData("device_vendor_msft_policy_config_authentication_enablefastfirstsignin", true)]
    [InlineData("device_vendor_msft_passportforwork_{tenantid}_policies_nonsense", false)]
    [InlineData("nonsense", false)]
    public async Task Create_SettingOfAnotherArea_IsTaken(string definition, bool taken)
    {
        await using var host = await GraphHost.StartAsync();

        var (status, _, text) = await host.SendAsync("POST", Policies, Policy("x", Choice(definition, definition + "_1")));

        Assert.True(status == (taken ? HttpStatusCode.Created : HttpStatusCode.BadRequest), text);
    }
}
