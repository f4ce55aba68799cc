namespace PinResetPortal.EndToEnd.Starting;

/// <summary>What the configuration names and cannot be used: the published build ends with 1 and one sentence, or one list, and never with a stack trace.</summary>
[Collection(Own.Starts)]
public sealed class StartRefusalTests(RefusedStarts starts) : IClassFixture<RefusedStarts>
{
    public static TheoryData<string> Names => [.. BadStart.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Start_SomethingIsInTheWay_EndsWithWhatToDo(string name)
    {
        var start = BadStart.All[name];

        var (code, said, output) = await starts.EndOfAsync(name);

        Assert.True(code == 1, $"{code}: {output}");
        var lines = said.Split(Environment.NewLine);
        if (start.Says[0].StartsWith('-'))
        {
            Assert.StartsWith("The portal does not start, because its configuration", lines[0], StringComparison.Ordinal);
            Assert.All(lines.Skip(1), line => Assert.StartsWith("  - ", line, StringComparison.Ordinal));
        }
        else
        {
            Assert.Single(lines);
        }

        Assert.All(start.Says, words => Assert.Contains(words, said, StringComparison.Ordinal));
        Assert.All(start.Logs, words => Assert.True(words.Value == 0 ? !output.Contains(words.Key) : output.Split(words.Key).Length > words.Value, output));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }
}
