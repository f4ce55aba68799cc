using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Core.SelfChecks;

namespace PinResetPortal.Setup;

/// <summary>Each fault is planted at a registration that <c>setup</c> made; <c>doctor</c> names it and the step that mends it.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_AsSetupLeftIt_NothingIsToBeMended()
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front);

        var (end, findings) = await DoctorAsync(world);

        Assert.Equal(SelfCheckIds.All, findings.Select(one => one["checkId"]!.GetValue<string>()));
        Assert.All(findings, one => Assert.True(one["status"]!.GetValue<string>() is "Healthy" or "NotApplicable", one.ToJsonString()));
        Assert.Equal(ExitCodes.Done, end.Code);
    }

    [Fact]
    public async Task Doctor_PermissionIsMissing_NamesItAndSetup()
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front);
        await TakeAsync(world, "DeviceManagementManagedDevices.Read.All");

        var (end, findings) = await DoctorAsync(world);

        IsBroken(end, findings, SelfCheckIds.Consent, "DeviceManagementManagedDevices.Read.All (application)", $"PinResetPortal setup --url {front.Url.GetLeftPart(UriPartial.Authority)}");
        await MendsAsync(world, findings, SelfCheckIds.Consent);
    }

    [Fact]
    public async Task Doctor_UriIsWrong_NamesItAndSetup()
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front);
        await world.GraphAsync("PATCH", $"applications(appId='{ClientId(world)}')", """{"web":{"redirectUris":["https://old.contoso.example/signin-oidc"]}}""");

        var (end, findings) = await DoctorAsync(world);

        IsBroken(end, findings, SelfCheckIds.Registration, "https://old.contoso.example/signin-oidc", "PinResetPortal setup --url");
        await MendsAsync(world, findings, SelfCheckIds.Registration);
    }

    [Theory]
    [InlineData("secret", "passwordCredentials", "client secret ended on")]
    [InlineData("certificate", "keyCredentials", "certificate ended on")]
    public async Task Doctor_CredentialHasExpired_NamesItAndRotate(string credential, string list, string words)
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front, $"--credential {credential}");
        world.Tenant.Write(collections => collections["applications"].Single()[list]![0]!["endDateTime"] = "2026-01-31T00:00:00Z");

        // Without the registration nobody can tell the end: a person looks.
        var (end, findings) = await DoctorAsync(world, person: true);

        IsBroken(end, findings, SelfCheckIds.Credential, words, "PinResetPortal setup --rotate");
    }

    [Fact]
    public async Task Doctor_HttpBehindTheProxy_NamesItAndTheSetting()
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front, portalKnows: false);

        var (end, findings) = await DoctorAsync(world);

        IsBroken(end, findings, SelfCheckIds.Address, "does not tell the portal that it was asked over https", $"Portal__PublicUrl={front.Url.GetLeftPart(UriPartial.Authority)}");
    }

    [Fact]
    public async Task Doctor_ProxyReachesNoPortal_SaysSo()
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front, starts: false);

        var (end, findings) = await DoctorAsync(world);

        IsBroken(end, findings, SelfCheckIds.Address, "answers with 502", null);
    }

    [Theory]
    [InlineData(-20, "20 minutes behind")]
    [InlineData(7, "7 minutes ahead of")]
    public async Task Doctor_ClockIsWrong_NamesItAndTheCommand(int minutes, string words)
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front);
        world.Services += services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes)));

        var (end, findings) = await DoctorAsync(world);

        IsBroken(end, findings, SelfCheckIds.Clock, words, "timedatectl set-ntp true");
    }

    [Fact]
    public async Task Doctor_DatabaseIsAway_NamesItAndWhatToDo()
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front);

        var (end, findings) = await DoctorAsync(world, false, ("Storage:Provider", "PostgreSQL"), ("Storage:ConnectionString", "Host=127.0.0.1;Port=1;Database=portal;Username=portal"));

        IsBroken(end, findings, SelfCheckIds.Database, "PostgreSQL at 127.0.0.1:1 cannot be reached: the connection was refused.", null);
        Assert.Contains("Storage:ConnectionString", Of(findings, SelfCheckIds.Database)["nextStep"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>A portal without application permissions cannot look on its own: that is said, and is no "nothing there".</summary>
    [Fact]
    public async Task Doctor_NothingButDelegatedPermissions_APersonLooks()
    {
        await using var front = await TlsFront.StartAsync();
        await using var world = await SetUpAsync(front, unattended: "");

        var (alone, unseen) = await DoctorAsync(world);
        var (end, seen) = await DoctorAsync(world, person: true);

        Assert.Equal(ExitCodes.NotSeen, alone.Code);
        Assert.Equal("Unknown", Of(unseen, SelfCheckIds.Registration)["status"]!.GetValue<string>());
        Assert.Equal("PinResetPortal doctor --sign-in", Of(unseen, SelfCheckIds.Consent)["command"]!.GetValue<string>());
        Assert.All(seen, one => Assert.True(one["status"]!.GetValue<string>() is "Healthy" or "NotApplicable", one.ToJsonString()));
        Assert.Equal(ExitCodes.Done, end.Code);
    }

    [Fact]
    public async Task Doctor_NothingIsSetUp_NamesSetup()
    {
        await using var world = await SetupWorld.StartAsync();

        var (end, findings) = await DoctorAsync(world);

        IsBroken(end, findings, SelfCheckIds.Registration, "names no application", "PinResetPortal setup --url https://NAME");
    }

    [Fact]
    public async Task Doctor_ForPeople_TellsEachCheckWithItsStep()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunPlainAsync("doctor");

        Assert.All(SelfCheckIds.All, id => Assert.Contains(id, end.Out, StringComparison.Ordinal));
        Assert.Contains("To do:   Run setup; it registers the portal", end.Out, StringComparison.Ordinal);
        Assert.Contains("Command: PinResetPortal setup --url https://NAME", end.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor --url pin.contoso.example", "--url: 'pin.contoso.example' is not a web address")]
    [InlineData("doctor --sign-in --device-code", "name one of them")]
    [InlineData("doctor --json --quick", "--quick")]
    public async Task Doctor_BadInput_IsToldInOneSentence(string line, string words)
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunPlainAsync(line);

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains(words, end.Error, StringComparison.Ordinal);
    }

    private static async Task<SetupWorld> SetUpAsync(TlsFront front, string more = "", bool portalKnows = true, bool starts = true, string unattended = "--unattended")
    {
        var world = await SetupWorld.StartAsync();
        var url = front.Url.GetLeftPart(UriPartial.Authority);
        var end = await world.RunAsync($"setup --url {url} --repairs {unattended} --people --yes {more}");
        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        world.Services = front.Trust;
        if (starts)
        {
            front.StartPortal(portalKnows ? front.Url : null);
        }

        return world;
    }

    private static async Task<(CommandEnd End, IReadOnlyList<JsonObject> Findings)> DoctorAsync(SetupWorld world, bool person = false, params (string Key, string? Value)[] more)
    {
        var end = person ? await world.RunAsync("doctor --json") : await world.RunPlainAsync("doctor --json", more: more);
        Assert.True(end.Error.Length == 0, end.Error);
        return (end, [.. JsonNode.Parse(end.Out)!["findings"]!.AsArray().Select(one => one!.AsObject())]);
    }

    private static void IsBroken(CommandEnd end, IReadOnlyList<JsonObject> findings, string id, string words, string? command)
    {
        var finding = Of(findings, id);
        Assert.True(finding["status"]!.GetValue<string>() == "Broken", finding.ToJsonString());
        Assert.Contains(words, finding["summary"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(finding["nextStep"]!.GetValue<string>());
        Assert.Equal(command is null, finding["command"] is null);
        Assert.Contains(command ?? "", finding["command"]?.GetValue<string>() ?? "", StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, end.Code);
    }

    /// <summary>The command that doctor names does mend it.</summary>
    private static async Task MendsAsync(SetupWorld world, IReadOnlyList<JsonObject> findings, string id)
    {
        var command = Of(findings, id)["command"]!.GetValue<string>()["PinResetPortal ".Length..];
        var mended = await world.RunAsync($"{command} --yes");
        Assert.True(mended.Code == ExitCodes.Done, mended.Out + mended.Error);
        var (end, after) = await DoctorAsync(world);
        Assert.Equal("Healthy", Of(after, id)["status"]!.GetValue<string>());
        Assert.Equal(ExitCodes.Done, end.Code);
    }

    private static JsonObject Of(IReadOnlyList<JsonObject> findings, string id) => findings.Single(one => one["checkId"]!.GetValue<string>() == id);

    private static string ClientId(SetupWorld world) => world.Settings["AzureAd"]!["ClientId"]!.GetValue<string>();

    private static async Task TakeAsync(SetupWorld world, string permission)
    {
        var principal = await world.GraphAsync("GET", $"servicePrincipals(appId='{ClientId(world)}')");
        var graph = await world.GraphAsync("GET", "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')");
        var role = graph["appRoles"]!.AsArray().Single(one => one!["value"]!.GetValue<string>() == permission)!["id"]!.GetValue<string>();
        var held = (await world.GraphAsync("GET", $"servicePrincipals/{principal["id"]}/appRoleAssignments"))["value"]!.AsArray();
        await world.GraphAsync("DELETE", $"servicePrincipals/{principal["id"]}/appRoleAssignments/{held.Single(one => one!["appRoleId"]!.GetValue<string>() == role)!["id"]}");
    }
}
