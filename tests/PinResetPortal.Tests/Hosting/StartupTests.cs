namespace PinResetPortal.Hosting;

/// <summary>Starts the portal as a process of its own, as an admin does, and reads what it says when it does not want to start.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task Start_ProductionWithoutSettings_ListsEveryKey()
    {
        var (code, said) = await PortalProgram.RunAsync("Production");

        Assert.Equal(1, code);
        Assert.Contains("AzureAd:ClientId", said, StringComparison.Ordinal);
        Assert.Contains("AzureAd:ClientCredentials:0", said, StringComparison.Ordinal);
        Assert.Contains("Portal:AllowedTenants:0", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ProductionWithEmulator_RefusesWithoutStackTrace()
    {
        var (code, said) = await PortalProgram.RunAsync("Production", "--Emulator:Enabled=true");

        Assert.Equal(1, code);
        Assert.Single(said.Trim().Split('\n'));
        Assert.Contains("Emulator:Enabled", said, StringComparison.Ordinal);
    }

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
