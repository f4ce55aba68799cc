namespace PinResetPortal.Hosting;

/// <summary>What only a build with the Emulator can say. All other refusals are tests on the published build (EndToEnd.Tests/Starting).</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task Start_DemoOffLoopback_RefusesWithoutStackTrace()
    {
        var (code, said) = await PortalProgram.RunAsync("Demo", "--Emulator:Url=http://0.0.0.0:5081");

        Assert.Equal(1, code);
        Assert.Single(said.Trim().Split('\n'));
        Assert.Contains("loopback", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCheck_NothingListens_Fails()
    {
        var (code, said) = await PortalProgram.RunAsync("Production", "--health-check", "--urls=http://localhost:1");

        Assert.Equal(1, code);
        Assert.Contains("does not answer", said, StringComparison.Ordinal);
    }
}
