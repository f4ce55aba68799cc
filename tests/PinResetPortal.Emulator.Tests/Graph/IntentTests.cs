using System.Net;

namespace PinResetPortal.Emulator.Graph;

public sealed class IntentTests
{
    private const string Definition = "deviceConfiguration--windowsIdentityProtectionConfiguration_pinRecoveryEnabled";
    private const string Setting = "beta/deviceManagement/intents/i1/settings/s1";

    [Fact]
    public async Task Setting_ReadAndChangedByItself_LeavesTheOthers()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/intents", $$"""
            {"id":"i1","displayName":"Legacy","templateId":"0f2b5d70-d4e9-4156-8c16-1397eb6c54a5","settings":[
              {"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","id":"s1","definitionId":"{{Definition}}","valueJson":"false","value":false},
              {"@odata.type":"#microsoft.graph.deviceManagementIntegerSettingInstance","id":"s2","definitionId":"other","valueJson":"6","value":6}]}
            """);
        await using var host = await GraphHost.StartAsync(tenant);
        Assert.False((await host.GetAsync(Setting))["value"]!.GetValue<bool>());

        var (status, changed, _) = await host.SendAsync("PATCH", Setting, TestTenant.Json("""{"@odata.type":"microsoft.graph.deviceManagementBooleanSettingInstance","valueJson":"true"}"""));

        Assert.Equal((HttpStatusCode.OK, true), (status, changed!["value"]!.GetValue<bool>()));
        Assert.Equal("true", (await host.GetAsync(Setting))["valueJson"]!.ToString());
        Assert.Equal(["true", "6"], (await host.GetAsync("beta/deviceManagement/intents/i1/settings"))["value"]!.AsArray().Select(s => s!["value"]!.ToJsonString()));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", Setting, TestTenant.Json("""{"definitionId":"other"}"""));
        await host.RefusedAsync(HttpStatusCode.NotFound, "PATCH", "beta/deviceManagement/intents/i1/settings/nobody", TestTenant.Json("""{"valueJson":"true"}"""));
    }
}
