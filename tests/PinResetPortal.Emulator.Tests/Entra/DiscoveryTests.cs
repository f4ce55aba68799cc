using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Entra;

public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("common", "{tenantid}")]
    [InlineData("organizations", "{tenantid}")]
    [InlineData(TestEmulator.Partner, TestEmulator.Partner)]
    [InlineData("fabrikam-msp.example", TestEmulator.Partner)]
    public async Task Metadata_V2_NamesEntraForServersAndTheEmulatorForBrowsers(string tenant, string issuer)
    {
        await using var emulator = await TestEmulator.StartAsync();

        var document = await ReadAsync(emulator, $"/{tenant}/v2.0/.well-known/openid-configuration");

        Assert.Equal($"https://login.microsoftonline.com/{issuer}/v2.0", document["issuer"]!.GetValue<string>());
        Assert.Equal($"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", document["token_endpoint"]!.GetValue<string>());
        Assert.Equal($"https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys", document["jwks_uri"]!.GetValue<string>());
        Assert.Equal(new Uri(emulator.Client.BaseAddress!, $"/{tenant}/oauth2/v2.0/authorize").ToString(), document["authorization_endpoint"]!.GetValue<string>());
        Assert.Equal(new Uri(emulator.Client.BaseAddress!, $"/{tenant}/oauth2/v2.0/logout").ToString(), document["end_session_endpoint"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metadata_V1_HasTheV1Issuer()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var document = await ReadAsync(emulator, $"/{TestEmulator.Partner}/.well-known/openid-configuration");
        Assert.Equal($"https://sts.windows.net/{TestEmulator.Partner}/", document["issuer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metadata_UnknownTenant_Is90002()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var response = await emulator.Client.GetAsync(new Uri($"/{Guid.NewGuid()}/v2.0/.well-known/openid-configuration", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(90002, (await response.Content.ReadFromJsonAsync())!["error_codes"]![0]!.GetValue<int>());
    }

    [Fact]
    public async Task InstanceDiscovery_KnowsTheAliases()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var document = await ReadAsync(emulator, "/common/discovery/instance?api-version=1.1&authorization_endpoint=https%3A%2F%2Flogin.microsoftonline.com%2Fcommon%2Foauth2%2Fv2.0%2Fauthorize");
        Assert.Contains("login.windows.net", document["metadata"]![0]!["aliases"]!.AsArray().Select(alias => alias!.GetValue<string>()));
    }

    private static async Task<JsonObject> ReadAsync(TestEmulator emulator, string path)
    {
        var response = await emulator.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync())!;
    }
}
