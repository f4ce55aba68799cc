using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.Benchmarks.Scans;

/// <summary>An Emulator in a process of its own with generated customers, and a portal that has just been started over an empty database.</summary>
internal sealed class ScanStage : IAsyncDisposable
{
    private readonly ScratchFolder _storage = new();
    private readonly int _port = FreePort.Next();
    private readonly EmulatorProcess _emulator;
    private PortalProcess? _portal;

    private ScanStage(EmulatorProcess emulator, EmulatorControl control, IReadOnlyDictionary<string, string> expected) =>
        (_emulator, Control, Expected) = (emulator, control, expected);

    public EmulatorControl Control { get; }

    public Uri Emulator => _emulator.Address;

    /// <summary>The verdict that each tenant has earned.</summary>
    public IReadOnlyDictionary<string, string> Expected { get; }

    public static async Task<ScanStage> OpenAsync(int tenants)
    {
        var emulator = await EmulatorProcess.StartAsync(Path.GetTempPath(), portalPort: 5080);
        var control = new EmulatorControl(emulator.Address);
        return new ScanStage(emulator, control, await control.GenerateAsync(tenants));
    }

    /// <summary>A portal that knows the customers and has read none of them.</summary>
    public async Task StartPortalAsync(int concurrency)
    {
        await ClosePortalAsync();
        foreach (var file in Directory.EnumerateFiles(_storage.Path))
        {
            File.Delete(file);
        }

        _portal = await PortalProcess.StartAsync(
            _storage.Path, _port, Emulator, new Dictionary<string, string> { ["Scans__Concurrency"] = $"{concurrency}", ["Logging__LogLevel__Default"] = "Warning" });
        using var api = await PortalApi.AsOperatorAsync(_portal.Address, Control);
        await api.GetAsync("/api/v1/tenants");
    }

    /// <summary>Scans all generated tenants with the portal as it is now.</summary>
    public async Task<ScanMeasurement> ScanAsync()
    {
        var portal = _portal ?? throw new InvalidOperationException("The portal was not started.");
        using var api = await PortalApi.AsOperatorAsync(portal.Address, Control);
        var last = (await Control.RequestsAsync()).Select(request => request.Number).DefaultIfEmpty().Max();
        var before = portal.Usage();
        var id = (await api.PostAsync("/api/v1/scans", new { tenants = Expected.Keys, refresh = true })).Text("id")!;
        var highest = before.WorkingSet;
        var scan = await Eventually.SeeAsync(
            async () =>
            {
                highest = Math.Max(highest, portal.Usage().WorkingSet);
                return await api.ScanAsync(id) is var seen && seen.Text("state") == "completed" ? seen : null;
            },
            "the end of the scan",
            TimeSpan.FromMinutes(10));
        var after = portal.Usage();
        var verdicts = (await api.ScanItemsAsync(id)).ToDictionary(item => item.Text("tenantId")!, item => item.Text("verdict"));
        return new(
            Expected.Count,
            Moment(scan.Text("finishedAt")!) - Moment(scan.Text("startedAt")!),
            scan.Number("failed"),
            Expected.Count(pair => verdicts.GetValueOrDefault(pair.Key) != pair.Value),
            RequestCount.Of(await Control.RequestsAsync(last), Expected.Keys),
            after.Processor - before.Processor,
            highest - before.WorkingSet);
    }

    public async ValueTask DisposeAsync()
    {
        await ClosePortalAsync();
        Control.Dispose();
        await _emulator.DisposeAsync();
        _storage.Dispose();
    }

    private async Task ClosePortalAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
