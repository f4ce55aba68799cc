using PinResetPortal.Architecture;

namespace PinResetPortal.EndToEnd.Processes;

/// <summary>The Release build as an operator gets it, without the Emulator: CI's, or one that is published once for all tests.</summary>
internal static class PublishedPortal
{
    private static readonly Lazy<Task<string>> Published = new(FindAsync);

    /// <returns>Path of its program.</returns>
    public static async Task<string> ProgramAsync() => Path.Combine(await Published.Value, "PinResetPortal.dll");

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("PINRESET_PUBLISHED") is { Length: > 0 } given)
        {
            return given;
        }

        // What it makes on the way has a folder of its own, so that the build that runs right now keeps its files. No build server may outlive it.
        var folder = Path.Combine(AppContext.BaseDirectory, "published");
        await using var publish = ChildProcess.StartDotnet(
            Sources.Root,
            new Dictionary<string, string>(),
            "publish", "src/PinResetPortal", "-c", "Release", "-o", folder, "--artifacts-path", folder + "-artifacts", "-v", "q", "-nodeReuse:false", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false");
        Assert.True(await publish.EndAsync() == 0, publish.Output);
        return folder;
    }
}
