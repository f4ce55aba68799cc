namespace PinResetPortal.EndToEnd.Processes;

/// <summary>The Emulator alone, so that it outlives the portal.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private EmulatorProcess(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<EmulatorProcess> StartAsync(string workingFolder, int portalPort)
    {
        var address = new Uri($"http://localhost:{FreePort.Next()}");
        var process = ChildProcess.Start(
            "PinResetPortal.Emulator.dll",
            workingFolder,
            new Dictionary<string, string> { ["Emulator__PortalBaseUrl"] = $"http://localhost:{portalPort}" },
            "--urls",
            address.GetLeftPart(UriPartial.Authority));
        await process.WaitUntilItAnswersAsync(new Uri(address, "/_control/faults"));
        return new EmulatorProcess(process, address);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
