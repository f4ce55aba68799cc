using System.Diagnostics;

namespace PinResetPortal.Hosting;

/// <summary>Starts the portal as a process of its own, as an admin does, and reads what it says when it does not want to start.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task Start_ProductionWithoutSettings_ListsEveryKey()
    {
        var (code, said) = await StartAsync("Production");

        Assert.Equal(1, code);
        Assert.Contains("AzureAd:ClientId", said, StringComparison.Ordinal);
        Assert.Contains("AzureAd:ClientCredentials:0", said, StringComparison.Ordinal);
        Assert.Contains("Portal:AllowedTenants:0", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ProductionWithEmulator_RefusesWithoutStackTrace()
    {
        var (code, said) = await StartAsync("Production", "--Emulator:Enabled=true");

        Assert.Equal(1, code);
        Assert.Single(said.Trim().Split('\n'));
        Assert.Contains("Emulator:Enabled", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DemoOffLoopback_RefusesWithoutStackTrace()
    {
        var (code, said) = await StartAsync("Demo", "--Emulator:Url=http://0.0.0.0:5081");

        Assert.Equal(1, code);
        Assert.Single(said.Trim().Split('\n'));
        Assert.Contains("loopback", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCheck_NothingListens_Fails()
    {
        var (code, said) = await StartAsync("Production", "--health-check", "--urls=http://localhost:1");

        Assert.Equal(1, code);
        Assert.Contains("does not answer", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> StartAsync(string environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PinResetPortal.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
