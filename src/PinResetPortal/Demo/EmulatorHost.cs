#if EMULATOR
using PinResetPortal.Emulator;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Demo;

/// <summary>Runs the Emulator beside the portal in the same process, on its own port and before the portal listens.</summary>
internal sealed class EmulatorHost(Uri url, IConfiguration configuration) : IHostedService, IAsyncDisposable
{
    private RunningEmulator? _running;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.GetFullPath(configuration["Storage:Path"] ?? "data"));
        _running = await EmulatorApplication.StartAsync(
            new EmulatorOptions
            {
                Url = url,
                PortalBaseUrl = PortalUrl(configuration),
                KeyFile = Path.Combine(folder.FullName, "emulator-key.pem"),
            },
            cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _running, null) is { } running)
        {
            await running.DisposeAsync();
        }
    }

    private static Uri PortalUrl(IConfiguration configuration)
    {
        var binding = BindingAddress.Parse((configuration["urls"] ?? DemoConfiguration.PortalUrl).Split(';')[0]);
        return new Uri($"{binding.Scheme}://localhost:{binding.Port}");
    }
}
#endif
