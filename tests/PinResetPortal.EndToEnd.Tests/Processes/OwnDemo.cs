using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Processes;

/// <summary>A portal in its demo, with an Emulator of its own, for tests that share no tenants with others.</summary>
internal sealed class OwnDemo : IAsyncDisposable
{
    private readonly ScratchFolder _storage;

    private OwnDemo(ScratchFolder storage, PortalProcess portal, EmulatorControl emulator, PortalApi api) => (_storage, Portal, Emulator, Api) = (storage, portal, emulator, api);

    public PortalProcess Portal { get; }

    public EmulatorControl Emulator { get; }

    /// <summary>As an Operator.</summary>
    public PortalApi Api { get; }

    public static async Task<OwnDemo> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var storage = new ScratchFolder();
        var portal = await PortalProcess.StartAsync(storage.Path, FreePort.Next(), settings: settings);
        var emulator = new EmulatorControl(portal.Emulator);
        return new(storage, portal, emulator, await PortalApi.AsOperatorAsync(portal.Address, emulator));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Emulator.Dispose();
        await Portal.DisposeAsync();
        _storage.Dispose();
    }
}
