using System.Text.RegularExpressions;
using PinResetPortal.Hosting;

namespace PinResetPortal.Setup;

/// <summary><c>setup --print</c> on the command line; what it prints is tested with the registration itself.</summary>
public sealed partial class PrintCommandTests
{
    private const string Everything = $"setup --url {SetupWorld.Url} --msp --repairs --grants --unattended --people";

    [Theory]
    [InlineData("json", "\"signInAudience\": \"AzureADMultipleOrgs\"")]
    [InlineData("bicep", "extension microsoftGraphV1")]
    [InlineData("az", "az rest --method")]
    [InlineData("powershell", "Invoke-MgGraphRequest")]
    public async Task Print_EachFormat_SendsNothingAndWritesWhereItIsTold(string format, string words)
    {
        await using var world = await SetupWorld.StartAsync();
        var file = Path.Combine(Path.GetTempPath(), $"pinresetportal-{Guid.NewGuid():N}");

        var printed = await world.RunPlainAsync($"{Everything} --print {format}");
        var written = await world.RunPlainAsync($"{Everything} --print {format} --out {file}");

        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (printed.Code, written.Code));
        Assert.Contains(words, printed.Out, StringComparison.Ordinal);
        Assert.Equal(printed.Out, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal("", written.Out);
        Assert.Equal(format == "json", printed.Error.Contains("Left out: Domain-InternalFederation.Read.All", StringComparison.Ordinal));
        Assert.False(File.Exists(world.File));
        Assert.Empty(await world.WritesAsync());
        File.Delete(file);
    }

    [Theory]
    [InlineData("--print xml", "xml")]
    [InlineData("--print az --rotate", "name one of them")]
    [InlineData("--print az --out /nowhere/at/all", "cannot be written")]
    public async Task Print_BadInput_IsToldInOneSentence(string line, string words)
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunPlainAsync($"{Everything} {line}");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains(words, end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("certificate", "global")]
    [InlineData("secret", "china")]
    [InlineData("managed-identity:77777777-7777-4777-8777-777777777777", "usgov")]
    public async Task Print_TheSettings_AreKeysThatThePortalTakes(string credential, string cloud)
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunPlainAsync($"{Everything} --credential {credential} --cloud {cloud} --print az");

        var keys = Setting().Matches(end.Out).Select(match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.True(key.StartsWith("AzureAd:", StringComparison.Ordinal) || ConfigurationPageTests.IsKey(key), key));
    }

    [GeneratedRegex(@"^(\w+(?:__\w+)+)=", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
