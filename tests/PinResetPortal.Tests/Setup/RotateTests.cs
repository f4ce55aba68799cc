namespace PinResetPortal.Setup;

/// <summary>A new credential in, used, the old one out; never a moment without one.</summary>
public sealed class RotateTests
{
    [Theory]
    [InlineData("certificate", "keyCredentials")]
    [InlineData("secret", "passwordCredentials")]
    public async Task Rotate_NewInUsedOldOut_InTwoRuns(string credential, string list)
    {
        await using var world = await SetupWorld.StartAsync();
        await world.RunAsync($"setup --url {SetupWorld.Url} --yes --credential {credential}");
        var first = KeyId(world);

        var rotated = await world.RunAsync("setup --rotate --yes");

        Assert.True(rotated.Code == ExitCodes.Done, rotated.Out + rotated.Error);
        Assert.Contains("Proved", rotated.Out, StringComparison.Ordinal);
        Assert.Contains("setup --rotate --remove-old", rotated.Out, StringComparison.Ordinal);
        Assert.NotEqual(first, KeyId(world));
        Assert.Equal(2, (await ApplicationAsync(world))[list]!.AsArray().Count);

        var removed = await world.RunAsync("setup --rotate --remove-old --yes");

        Assert.True(removed.Code == ExitCodes.Done, removed.Out + removed.Error);
        Assert.Equal([KeyId(world)], (await ApplicationAsync(world))[list]!.AsArray().Select(one => one!["keyId"]!.GetValue<string>()));
        Assert.Contains("there is nothing to send", (await world.RunAsync($"setup --url {SetupWorld.Url} --yes --credential {credential}")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_SomebodyAnswers_TakesTheOldOneOutAtOnce()
    {
        await using var world = await SetupWorld.StartAsync();
        await world.RunAsync($"setup --url {SetupWorld.Url} --yes");

        var end = await world.RunAsync("setup --rotate", answers: "y\ny\n");

        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        Assert.Single((await ApplicationAsync(world))["keyCredentials"]!.AsArray());
    }

    [Fact]
    public async Task Rotate_NothingIsSetUp_SaysSo()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync("setup --rotate --yes");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains("There is nothing to rotate", end.Error, StringComparison.Ordinal);
    }

    private static string KeyId(SetupWorld world) => world.Settings["Setup"]!["CredentialKeyId"]!.GetValue<string>();

    private static Task<System.Text.Json.Nodes.JsonObject> ApplicationAsync(SetupWorld world) => world.GraphAsync("GET", $"applications(appId='{world.Settings["AzureAd"]!["ClientId"]}')");
}
