using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using PinResetPortal.Core.Registration;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Setup;

/// <summary>
/// Each part of the registration is needed: taken out of a live one, the journey from sign-in to sign-out ends where Entra refuses; <c>setup</c> names
/// it and mends it.
/// </summary>
public sealed class RegistrationPartsTests
{
    private const string Everything = $"setup --url {SetupWorld.Url} --msp --repairs --unattended --people --credential secret --yes";

    public static TheoryData<string> Paths => [PortalRegistration.SignedInPath, PortalRegistration.ConsentedPath, PortalRegistration.SignedOutPath];

    private static PortalRegistration Wanted { get; } = new(new(new(SetupWorld.Url), true, true, true, true, CredentialKind.Secret));

    private static IReadOnlyList<string> Permissions { get; } = [.. Wanted.Permissions.Where(permission => permission.HasApplicationKind).Select(permission => permission.Name)];

    public static TheoryData<string> Roles => [.. PortalRegistration.AppRoles.Select(role => role.Value)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task RedirectUri_TakenOut_IsRefusedNamedAndMended(string path)
    {
        await using var world = await SetUpAsync();
        var (application, uri) = (await ApplicationAsync(world), SetupWorld.Url + path);
        Assert.True(await ComesBackAsync(world, path));

        var left = application["web"]!["redirectUris"]!.AsArray().Select(one => one!.GetValue<string>()).Where(one => one != uri).Select(one => (JsonNode?)one);
        await world.GraphAsync("PATCH", $"applications/{application["id"]}", new JsonObject { ["web"] = new JsonObject { ["redirectUris"] = new JsonArray([.. left]) } }.ToJsonString());

        Assert.False(await ComesBackAsync(world, path));
        await MendsAsync(world, uri);
        Assert.True(await ComesBackAsync(world, path));
    }

    [Fact]
    public async Task Permissions_EachTakenOut_AreNamedAndMended()
    {
        await using var world = await SetUpAsync();
        var application = await ApplicationAsync(world);
        var principal = (await world.GraphAsync("GET", $"servicePrincipals(appId='{application["appId"]}')"))["id"]!.GetValue<string>();
        var graph = await world.GraphAsync("GET", $"servicePrincipals(appId='{PortalPermissions.MicrosoftGraph}')");
        var ids = graph["appRoles"]!.AsArray().ToDictionary(one => one!["value"]!.GetValue<string>(), one => one!["id"]!.GetValue<string>());
        var held = await HeldAsync();
        foreach (var name in Permissions)
        {
            await world.GraphAsync("DELETE", $"servicePrincipals/{principal}/appRoleAssignments/{held[ids[name]]}");
            Assert.Contains($"Give it the application permission {name}.", (await world.RunAsync($"{Everything} --what-if")).Out, StringComparison.Ordinal);
        }

        Assert.Empty((await HeldAsync()).Keys.Intersect(Permissions.Select(name => ids[name])));
        await MendsAsync(world, Permissions[0]);
        Assert.Equal(held.Keys.Order(), (await HeldAsync()).Keys.Order());

        async Task<Dictionary<string, string>> HeldAsync() => (await world.GraphAsync("GET", $"servicePrincipals/{principal}/appRoleAssignments"))["value"]!.AsArray()
            .ToDictionary(one => one!["appRoleId"]!.GetValue<string>(), one => one!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task DelegatedPermissions_EachTakenOut_AreNamedAndMended()
    {
        await using var world = await SetUpAsync();
        var application = await ApplicationAsync(world);
        var principal = (await world.GraphAsync("GET", $"servicePrincipals(appId='{application["appId"]}')"))["id"]!.GetValue<string>();
        var left = Wanted.Permissions.Select(permission => permission.Name).ToHashSet();
        foreach (var grant in (await world.GraphAsync("GET", $"servicePrincipals/{principal}/oauth2PermissionGrants"))["value"]!.AsArray())
        {
            var (path, scope) = ($"oauth2PermissionGrants/{grant!["id"]}", grant["scope"]!.GetValue<string>());
            foreach (var name in scope.Split(' ').Where(left.Remove))
            {
                await world.GraphAsync("PATCH", path, new JsonObject { ["scope"] = string.Join(' ', scope.Split(' ').Where(one => one != name)) }.ToJsonString());
                await MendsAsync(world, name);
            }
        }

        Assert.Empty(left);
    }

    /// <summary>Whoever has the role by it gets in no longer: the portal's pages need one, and the token has none.</summary>
    [Theory]
    [MemberData(nameof(Roles))]
    public async Task AppRole_TakenOut_LetsNobodyInIsNamedAndMended(string name)
    {
        await using var world = await SetUpAsync();
        var application = await ApplicationAsync(world);
        await AssignAsync(world, "Pia Plain", application, name);
        Assert.Equal([name], await RolesOfAsync(world, "pia@contoso.example"));
        var roles = application["appRoles"]!.DeepClone().AsArray();
        roles.Single(one => one!["value"]!.GetValue<string>() == name)!["isEnabled"] = false;
        await world.GraphAsync("PATCH", $"applications/{application["id"]}", new JsonObject { ["appRoles"] = roles.DeepClone() }.ToJsonString());
        roles.Remove(roles.Single(one => one!["value"]!.GetValue<string>() == name));
        await world.GraphAsync("PATCH", $"applications/{application["id"]}", new JsonObject { ["appRoles"] = roles.DeepClone() }.ToJsonString());

        Assert.Empty(await RolesOfAsync(world, "pia@contoso.example"));
        await MendsAsync(world, name);
        Assert.Equal(PortalRegistration.AppRoles.Select(role => role.Value).Order(), (await ApplicationAsync(world))["appRoles"]!.AsArray().Select(one => one!["value"]!.GetValue<string>()).Order());
    }

    private static async Task<SetupWorld> SetUpAsync()
    {
        var world = await SetupWorld.StartAsync();
        var end = await world.RunAsync(Everything);
        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        return world;
    }

    /// <summary>The next run says what is missing before it sends, and after it nothing is.</summary>
    private static async Task MendsAsync(SetupWorld world, string named)
    {
        var looked = await world.RunAsync($"{Everything} --what-if");
        Assert.Contains(named, looked.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to send", looked.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, (await world.RunAsync(Everything)).Code);
        Assert.Contains("nothing to send", (await world.RunAsync(Everything)).Out, StringComparison.Ordinal);
    }

    private static Task<JsonObject> ApplicationAsync(SetupWorld world) => world.GraphAsync("GET", $"applications(appId='{world.Settings["AzureAd"]!["ClientId"]}')");

    private static async Task AssignAsync(SetupWorld world, string person, JsonObject application, string role)
    {
        var principal = (await world.GraphAsync("GET", $"servicePrincipals(appId='{application["appId"]}')"))["id"]!.GetValue<string>();
        await world.GraphAsync("POST", $"servicePrincipals/{principal}/appRoleAssignedTo", new JsonObject
        {
            ["principalId"] = world.Tenant.FindCopy(TenantObjects.Users, user => user["displayName"]!.GetValue<string>() == person)!["id"]!.GetValue<string>(),
            ["resourceId"] = principal,
            ["appRoleId"] = application["appRoles"]!.AsArray().Single(one => one!["value"]!.GetValue<string>() == role)!["id"]!.GetValue<string>(),
        }.ToJsonString());
    }

    /// <summary>What the portal's pages ask for, in the ID token of somebody who signs in.</summary>
    private static async Task<IEnumerable<string>> RolesOfAsync(SetupWorld world, string user)
    {
        var (browser, redirect) = (world.OpenBrowser(), SetupWorld.Url + PortalRegistration.SignedInPath);
        var client = world.Settings["AzureAd"]!["ClientId"]!.GetValue<string>();
        await browser.OpenAsync(AuthorizeAddress(client, redirect));
        await SetupWorld.SignInAsync(browser, user);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = client,
            ["client_secret"] = await File.ReadAllTextAsync(world.SecretFile, TestContext.Current.CancellationToken),
            ["code"] = browser.Returned["code"],
            ["redirect_uri"] = redirect,
        });
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/organizations/oauth2/v2.0/token", UriKind.Relative)) { Content = form });
        return new JsonWebToken(JsonNode.Parse(browser.Text)!["id_token"]!.GetValue<string>()).Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value);
    }

    private static string AuthorizeAddress(string client, string redirect) => QueryHelpers.AddQueryString("/organizations/oauth2/v2.0/authorize", new Dictionary<string, string?>
    {
        ["client_id"] = client,
        ["response_type"] = "code",
        ["redirect_uri"] = redirect,
        ["response_mode"] = "form_post",
        ["scope"] = "openid profile",
        ["state"] = "s",
    });

    /// <summary>Whether Entra would send a browser to that address of the portal.</summary>
    private static async Task<bool> ComesBackAsync(SetupWorld world, string path)
    {
        var (browser, uri) = (world.OpenBrowser(), SetupWorld.Url + path);
        if (path == PortalRegistration.SignedOutPath)
        {
            await browser.OpenAsync($"/organizations/oauth2/v2.0/logout?post_logout_redirect_uri={Uri.EscapeDataString(uri)}");
            return browser.Last.Headers.Location?.ToString().StartsWith(uri, StringComparison.Ordinal) == true;
        }

        var client = world.Settings["AzureAd"]!["ClientId"]!.GetValue<string>();
        await browser.OpenAsync(path != PortalRegistration.ConsentedPath ? AuthorizeAddress(client, uri) : QueryHelpers.AddQueryString($"/{world.TenantId}/v2.0/adminconsent", new Dictionary<string, string?>
        {
            ["client_id"] = client,
            ["redirect_uri"] = uri,
            ["scope"] = "https://graph.microsoft.com/.default",
            ["state"] = "s",
        }));
        return !browser.Text.Contains("AADSTS50011", StringComparison.Ordinal);
    }
}
