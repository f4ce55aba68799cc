namespace PinResetPortal.EndToEnd.Processes;

/// <summary>The portal, with the Emulator beside it in the same process or elsewhere.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly string _storage;
    private readonly bool _emulatorInProcess;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private ChildProcess _process;

    private PortalProcess(string storage, int port, Uri emulator, bool emulatorInProcess, IReadOnlyDictionary<string, string> settings)
    {
        (_storage, _emulatorInProcess, _settings) = (storage, emulatorInProcess, settings);
        (Address, Emulator) = (new Uri($"http://localhost:{port}"), emulator);
        _process = Launch();
    }

    public Uri Address { get; }

    public Uri Emulator { get; }

    public string Output => _process.Output;

    public ProcessUsage Usage() => _process.Usage();

    /// <param name="emulator">One that runs elsewhere; null: the portal starts its own.</param>
    /// <param name="settings">Environment variables besides the usual ones.</param>
    public static async Task<PortalProcess> StartAsync(string storage, int port, Uri? emulator = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var portal = new PortalProcess(
            storage, port, emulator ?? new Uri($"http://localhost:{FreePort.Next()}"), emulatorInProcess: emulator is null, settings ?? new Dictionary<string, string>());
        await portal.WaitAsync();
        return portal;
    }

    public bool HasEnded => _process.HasEnded;

    public Task PauseAsync() => _process.PauseAsync();

    public Task ContinueAsync() => _process.ContinueAsync();

    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts it again over the same storage, at the same address.</summary>
    public async Task StartAgainAsync()
    {
        await LaunchAgainAsync();
        await WaitAsync();
    }

    /// <summary>The same without waiting until it answers: it may never, as things are.</summary>
    public async Task LaunchAgainAsync()
    {
        await _process.DisposeAsync();
        _process = Launch();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task WaitAsync() => _process.WaitUntilItAnswersAsync(new Uri(Address, "/health/ready"));

    private ChildProcess Launch() => ChildProcess.Start(
        "PinResetPortal.dll",
        _storage,
        new Dictionary<string, string>(_settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Demo",

            // What a circuit could not do is named in the complaints of a page.
            ["DetailedErrors"] = "true",
            ["Emulator__Url"] = Emulator.GetLeftPart(UriPartial.Authority),
            ["Emulator__InProcess"] = _emulatorInProcess ? "true" : "false",
            ["Storage__Path"] = _storage,
            ["Operations__UncertainWindow"] = "00:00:03",
        },
        "--urls",
        Address.GetLeftPart(UriPartial.Authority));
}
