using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>A portal that may die, over an Entra and Graph that live on.</summary>
public abstract class KillableJourney : IAsyncLifetime
{
    private readonly ScratchFolder _storage = new();
    private readonly int _port = FreePort.Next();
    private EmulatorProcess? _emulatorProcess;
    private EmulatorControl? _emulator;
    private PortalProcess? _portal;

    private protected EmulatorControl Emulator => _emulator!;

    private protected Uri EmulatorAddress => _emulatorProcess!.Address;

    private protected PortalProcess Portal => _portal!;

    public async ValueTask InitializeAsync()
    {
        _emulatorProcess = await EmulatorProcess.StartAsync(_storage.Path, portalPort: _port);
        _emulator = new EmulatorControl(_emulatorProcess.Address);
        _portal = await PortalProcess.StartAsync(_storage.Path, _port, _emulatorProcess.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        _emulator?.Dispose();
        if (_emulatorProcess is not null)
        {
            await _emulatorProcess.DisposeAsync();
        }

        _storage.Dispose();
        GC.SuppressFinalize(this);
    }
}
