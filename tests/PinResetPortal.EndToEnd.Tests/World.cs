using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

[assembly: AssemblyFixture(typeof(PinResetPortal.EndToEnd.World))]

// Whoever shares the one portal and its Emulator waits for the others, since faults and requests are of all of them. Whoever has
// processes of their own (Own) runs beside them, whatever the number of processors: all mostly wait for a browser.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]

namespace PinResetPortal.EndToEnd;

/// <summary>The collections of the tests that start a portal and an Emulator for themselves.</summary>
internal static class Own
{
    public const string Processes = "Processes of their own";
    public const string Demo = "A demo without the tenants of the journeys";
}

/// <summary>One browser, and one portal in its demo, for all journeys. Each journey brings tenants of its own.</summary>
public sealed class World : IAsyncLifetime
{
    private readonly ScratchFolder _storage = new();
    private Chromium? _chromium;
    private PortalProcess? _portal;
    private EmulatorControl? _emulator;
    private PortalApi? _operatorApi;
    private PortalApi? _readerApi;

    internal Chromium Chromium => Started(_chromium);

    internal PortalProcess Portal => Started(_portal);

    internal EmulatorControl Emulator => Started(_emulator);

    internal PortalApi OperatorApi => Started(_operatorApi);

    internal PortalApi ReaderApi => Started(_readerApi);

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        _portal = await PortalProcess.StartAsync(_storage.Path, FreePort.Next());
        _emulator = new EmulatorControl(_portal.Emulator);
        _operatorApi = await PortalApi.AsOperatorAsync(_portal.Address, _emulator);
        _readerApi = await PortalApi.AsReaderAsync(_portal.Address, _emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _operatorApi?.Dispose();
        _readerApi?.Dispose();
        _emulator?.Dispose();
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        _storage.Dispose();
    }

    private static T Started<T>(T? part) => part ?? throw new InvalidOperationException("The world was not started.");
}
