using System.Text.Json.Nodes;

namespace PinResetPortal.Setup;

/// <summary>From an empty tenant to a registration that works, over HTTP.</summary>
public sealed class SetupCommandTests
{
    private const string Everything = $"setup --url {SetupWorld.Url} --msp --repairs --unattended --people --yes";

    [Theory]
    [InlineData("certificate", "Path")]
    [InlineData("secret", "ClientSecret")]
    public async Task Setup_EmptyTenant_RegistersProvesAndWrites(string credential, string source)
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync($"{Everything} --credential {credential}");

        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        Assert.Contains("it carries every application permission", end.Out, StringComparison.Ordinal);
        var settings = world.Settings;
        Assert.Equal(source, settings["AzureAd"]!["ClientCredentials"]![0]!["SourceType"]!.GetValue<string>());
        Assert.Equal("organizations", settings["AzureAd"]!["TenantId"]!.GetValue<string>());
        Assert.Equal([world.TenantId.ToString("D")], settings["Portal"]!["AllowedTenants"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.Equal(SetupWorld.Url, settings["Portal"]!["PublicUrl"]!.GetValue<string>());
        Assert.DoesNotContain("ClientSecret\":", settings.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(credential == "secret", File.Exists(world.SecretFile));
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(world.File)!, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("token-", StringComparison.Ordinal)))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        }

        var application = await world.GraphAsync("GET", $"applications(appId='{settings["AzureAd"]!["ClientId"]}')");
        Assert.Contains($"{SetupWorld.Url}/signout-callback-oidc", application["web"]!["redirectUris"]!.AsArray().Select(uri => uri!.GetValue<string>()));
        Assert.Equal([$"api://{application["appId"]}"], application["identifierUris"]!.AsArray().Select(uri => uri!.GetValue<string>()));
    }

    [Fact]
    public async Task Setup_RunAgain_SendsNothing()
    {
        await using var world = await SetupWorld.StartAsync();
        await world.RunAsync(Everything);
        var (writes, settings) = (await world.WritesAsync(), world.Settings.ToJsonString());

        var end = await world.RunAsync(Everything);

        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        Assert.Contains("there is nothing to send", end.Out, StringComparison.Ordinal);
        Assert.Equal(writes, await world.WritesAsync());
        Assert.Equal(settings, world.Settings.ToJsonString());
    }

    /// <summary>Least of all: one tenant, looking only, with somebody there.</summary>
    [Fact]
    public async Task Setup_TheLeast_AsksForNothingElse()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync($"setup --url {SetupWorld.Url} --yes", "cloud@contoso.example");

        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        Assert.Equal(world.TenantId.ToString("D"), world.Settings["AzureAd"]!["TenantId"]!.GetValue<string>());
        var application = await world.GraphAsync("GET", $"applications(appId='{world.Settings["AzureAd"]!["ClientId"]}')");
        Assert.Equal("AzureADMyOrg", application["signInAudience"]!.GetValue<string>());
        Assert.DoesNotContain("Role", application["requiredResourceAccess"]!.AsArray().SelectMany(one => one!["resourceAccess"]!.AsArray()).Select(one => one!["type"]!.GetValue<string>()));
        Assert.DoesNotContain("ReadWrite", end.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"web":{"redirectUris":["https://evil.example/signin-oidc"]}}""", "It lacks the redirect URIs")]
    [InlineData("""{"signInAudience":"AzureADMyOrg"}""", "It is open to")]
    [InlineData("""{"web":{"logoutUrl":null}}""", "front-channel logout")]
    [InlineData("""{"optionalClaims":null}""", "It lacks the optional claims sid, login_hint, idtyp")]
    [InlineData("""{"requiredResourceAccess":[]}""", "It does not ask for User.Read (delegated)")]
    [InlineData("""{"api":{"requestedAccessTokenVersion":null}}""", "not of version 2")]
    [InlineData("""{"identifierUris":[]}""", "Application ID URI")]
    public async Task Setup_ApplicationHasDrifted_MendsIt(string change, string words)
    {
        await using var world = await SetupWorld.StartAsync();
        await world.RunAsync(Everything);
        await world.GraphAsync("PATCH", $"applications(appId='{world.Settings["AzureAd"]!["ClientId"]}')", change);

        var shown = await world.RunAsync($"{Everything} --what-if");
        var mended = await world.RunAsync(Everything);
        var again = await world.RunAsync(Everything);

        Assert.Contains(words, shown.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent", shown.Out, StringComparison.Ordinal);
        Assert.True(mended.Code == ExitCodes.Done, mended.Out + mended.Error);
        Assert.Contains("1 request:", mended.Out, StringComparison.Ordinal);
        Assert.Contains("there is nothing to send", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_ConsentHasDrifted_MendsItBothWays()
    {
        await using var world = await SetupWorld.StartAsync();
        await world.RunAsync(Everything);
        var principal = await world.GraphAsync("GET", $"servicePrincipals(appId='{world.Settings["AzureAd"]!["ClientId"]}')");
        var grants = await world.GraphAsync("GET", $"servicePrincipals/{principal["id"]}/oauth2PermissionGrants");
        var graph = grants["value"]!.AsArray().Single(one => one!["scope"]!.GetValue<string>().Contains("Directory.Read.All", StringComparison.Ordinal))!;
        await world.GraphAsync("PATCH", $"oauth2PermissionGrants/{graph["id"]}", """{"scope":"User.Read Reports.Read.All"}""");
        var roles = await world.GraphAsync("GET", $"servicePrincipals/{principal["id"]}/appRoleAssignments");
        await world.GraphAsync("DELETE", $"servicePrincipals/{principal["id"]}/appRoleAssignments/{roles["value"]![0]!["id"]}");
        await world.GraphAsync("POST", $"servicePrincipals/{roles["value"]![0]!["resourceId"]}/appRoleAssignedTo", new JsonObject
        {
            ["principalId"] = principal["id"]!.GetValue<string>(),
            ["resourceId"] = roles["value"]![0]!["resourceId"]!.GetValue<string>(),
            ["appRoleId"] = "230c1aed-a721-4c5d-9cb4-a90514e508ef",
        }.ToJsonString());

        var mended = await world.RunAsync(Everything);
        var again = await world.RunAsync(Everything);

        Assert.True(mended.Code == ExitCodes.Done, mended.Out + mended.Error);
        Assert.Contains("take away Reports.Read.All", mended.Out, StringComparison.Ordinal);
        Assert.Contains("Take an application permission of Microsoft Graph away", mended.Out, StringComparison.Ordinal);
        Assert.Contains("there is nothing to send", again.Out, StringComparison.Ordinal);
    }

    /// <summary>A portal that may do less from now on holds less.</summary>
    [Fact]
    public async Task Setup_LessIsWanted_TakesItAway()
    {
        await using var world = await SetupWorld.StartAsync();
        await world.RunAsync(Everything);

        var less = await world.RunAsync($"setup --url {SetupWorld.Url} --yes");
        var again = await world.RunAsync($"setup --url {SetupWorld.Url} --yes");

        Assert.True(less.Code == ExitCodes.Done, less.Out + less.Error);
        var principal = await world.GraphAsync("GET", $"servicePrincipals(appId='{world.Settings["AzureAd"]!["ClientId"]}')");
        Assert.Empty((await world.GraphAsync("GET", $"servicePrincipals/{principal["id"]}/appRoleAssignments"))["value"]!.AsArray());
        Assert.Single((await world.GraphAsync("GET", $"servicePrincipals/{principal["id"]}/oauth2PermissionGrants"))["value"]!.AsArray());
        Assert.Contains("there is nothing to send", again.Out, StringComparison.Ordinal);
    }
}
