using System.Text.Json.Nodes;

namespace PinResetPortal.Setup;

/// <summary>What is wrong, what to do, and an exit code; what is half done is said.</summary>
public sealed class SetupRefusalTests
{
    private const string Unattended = $"setup --url {SetupWorld.Url} --unattended --credential secret --yes";

    [Theory]
    [InlineData("setup", "--url")]
    [InlineData("setup --url pin.contoso.example", "--url: 'pin.contoso.example' is not a web address")]
    [InlineData("setup --url http://pin.contoso.example", "https")]
    [InlineData("setup --url https://pin.contoso.example/portal", "without a path")]
    [InlineData("setup --url https://pin.contoso.example --credential password", "--credential: 'password' is none of")]
    [InlineData("setup --url https://pin.contoso.example --credential managed-identity:me", "--credential:")]
    [InlineData("setup --url https://pin.contoso.example --cloud mars", "mars")]
    [InlineData("setup --url https://pin.contoso.example --repair", "--repair")]
    [InlineData("setup --url https://pin.contoso.example --device-code --access-token-file x", "two ways to sign in")]
    [InlineData("setup --url https://pin.contoso.example --access-token-file /nowhere/token", "--access-token-file: the file '/nowhere/token' cannot be read")]
    public async Task Setup_BadInput_IsToldInOneSentence(string line, string words)
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunPlainAsync(line);

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains(words, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    [Fact]
    public async Task Setup_SomebodySaysNo_SendsNothing()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync($"setup --url {SetupWorld.Url}", answers: "n\n");

        Assert.Equal((ExitCodes.Declined, "Nothing was sent."), (end.Code, end.Error.Trim()));
        Assert.Empty(await world.WritesAsync());
        Assert.False(File.Exists(world.File));
    }

    [Fact]
    public async Task Setup_NobodyCanBeAsked_SendsNothing()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync($"setup --url {SetupWorld.Url}");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains("--yes", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    /// <summary>Application permissions take the two highest roles; the next run, with one of them, sends only the rest.</summary>
    [Fact]
    public async Task Setup_RoleIsTooSmall_SaysWhatIsDoneAndGoesOnLater()
    {
        await using var world = await SetupWorld.StartAsync();

        var stopped = await world.RunAsync(Unattended, "cloud@contoso.example");

        Assert.Equal(ExitCodes.HalfDone, stopped.Code);
        Assert.Contains("Privileged Role Administrator", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("requests are done and stay", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("open  Give it the application permission Application.Read.All.", stopped.Out, StringComparison.Ordinal);

        var end = await world.RunAsync(Unattended);

        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        Assert.DoesNotContain("Register the application", end.Out, StringComparison.Ordinal);
        Assert.Single(await world.WritesAsync(), write => write.EndsWith("/addPassword", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setup_TokenLacksRights_SaysWhich()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunPlainAsync($"{Unattended} --access-token-file /dev/null");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains("az account get-access-token", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_PlaceCannotBeWritten_SendsNothing()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync($"{Unattended} --out /proc/portal.json");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains("--out", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    [Fact]
    public async Task Setup_NobodyOfThatName_IsToldBeforeAnythingIsSent()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync($"{Unattended} --admin {Guid.NewGuid()}");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains("--admin: there is nobody", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    /// <summary>Anybody who may make a group could otherwise make one that has the name, and be an admin of the portal.</summary>
    [Fact]
    public async Task Setup_SeveralGroupsOfThatName_AsksWhich()
    {
        await using var world = await SetupWorld.StartAsync();
        string[] ids = ["a1a1a1a1-0000-4000-8000-000000000001", "a1a1a1a1-0000-4000-8000-000000000002"];
        AddGroups(world, ids);

        var end = await world.RunAsync($"{Unattended} --admin Helpdesk");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains($"--admin: 2 groups in this tenant are named 'Helpdesk': {ids[0]} and {ids[1]}.", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    [Fact]
    public async Task Setup_ListIsLongerThanIsRead_IsRefusedAndNotCut()
    {
        await using var world = await SetupWorld.StartAsync();
        AddGroups(world, Enumerable.Range(0, 5_001).Select(_ => Guid.NewGuid().ToString()));

        var end = await world.RunAsync($"{Unattended} --admin Helpdesk");

        Assert.Contains("Graph has more than 50 pages of the groups of the tenant", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    private static void AddGroups(SetupWorld world, IEnumerable<string> ids) =>
        world.Tenant.Write(collections =>
        {
            collections.TryAdd("groups", []);
            var groups = collections["groups"];
            groups.AddRange(ids.Select(id => new JsonObject { ["id"] = id, ["displayName"] = "Helpdesk", ["securityEnabled"] = true, ["mailEnabled"] = false, ["groupTypes"] = new JsonArray() }));
            return groups.Count;
        });
}
