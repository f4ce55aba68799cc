using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>Two portals share one PostgreSQL: a scheduled scan is one scan, whichever of them dies (SIGKILL).</summary>
[Collection(Own.Scans)]
public sealed class TwoInstancesTests(World world, PostgresServer postgres) : IAsyncLifetime
{
    private const int Customers = 120;
    private const int LatencyMs = 150;
    private static readonly Regex Checking = new("^Checking 1[0-9]{2} tenants$");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ScratchFolder _storage = new();
    private readonly int _port = FreePort.Next();
    private EmulatorProcess? _emulatorProcess;
    private EmulatorControl? _emulator;
    private string? _connection;
    private PortalProcess? _first;
    private PortalProcess? _second;

    public async ValueTask InitializeAsync()
    {
        _emulatorProcess = await EmulatorProcess.StartAsync(_storage.Path, _port);
        _emulator = new EmulatorControl(_emulatorProcess.Address);
        _connection = await postgres.CreateDatabaseAsync();
        var settings = new Dictionary<string, string>
        {
            ["Storage__Provider"] = "PostgreSQL",
            ["Storage__ConnectionString"] = _connection,

            // Slow enough to be killed in the middle.
            ["Scans__Concurrency"] = "2",
        };
        _first = await PortalProcess.StartAsync(_storage.Path, _port, _emulatorProcess.Address, settings);
        _second = await PortalProcess.StartAsync(_storage.Path, FreePort.Next(), _emulatorProcess.Address, settings);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in new[] { _first, _second }.OfType<PortalProcess>())
        {
            await portal.DisposeAsync();
        }

        _emulator?.Dispose();
        if (_emulatorProcess is not null)
        {
            await _emulatorProcess.DisposeAsync();
        }

        if (_connection is not null)
        {
            await postgres.DropDatabaseAsync(_connection);
        }

        _storage.Dispose();
    }

    [Fact]
    public async Task ScheduledScan_OneInstanceKilled_RunsOnceAndBothPagesShowIt()
    {
        await _emulator!.GenerateAsync(Customers);
        await using var slow = await _emulator.SlowAsync(replicationDelayMs: 0, LatencyMs);
        await using var one = await Visitor.OpenAsync(world.Chromium, _first!.Address, Look.Light);
        await using var other = await Visitor.OpenAsync(world.Chromium, _second!.Address, Look.Light);
        await one.SignInAsync("Morgan Engineer", "/settings/schedule");
        await other.SignInAsync("Morgan Engineer");
        await ScheduleOnceAsync(one.Page);

        await one.Page.GotoAsync("/");
        foreach (var page in new[] { one.Page, other.Page })
        {
            var bar = page.GetByRole(AriaRole.Region, new() { NameRegex = Checking });
            await Expect(bar.GetByText("started by the schedule")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        }

        using var api = await PortalApi.AsOperatorAsync(_first.Address, _emulator);
        var scan = (await ScheduledAsync(api)).Text("id")!;
        await Eventually.BeTrueAsync(async () => (await api.ScanAsync(scan)).Number("done") >= Customers / 4, "a quarter of the results", Patience);
        Assert.Contains("Read tenant", _first.Output, StringComparison.Ordinal);
        Assert.Contains("Read tenant", _second.Output, StringComparison.Ordinal);
        await _second.KillAsync();

        await Eventually.BeTrueAsync(async () => (await api.ScanAsync(scan)).Text("state") == "completed", "the end of the scan", Patience);
        var items = await api.ScanItemsAsync(scan);
        Assert.Equal(items.Count, items.Select(item => item.Text("tenantId")).Distinct().Count());
        Assert.All(items, item => Assert.Equal("done", item.Text("state")));
        Assert.Contains(items, item => item.Number("attempts") > 1);
        Assert.Equal(scan, (await ScheduledAsync(api)).Text("id"));

        await _second.StartAgainAsync();
        await other.Page.GotoAsync("/");
        await Expect(one.Page.GetByText(new Regex($@"^1[0-9]{{2}} of {items.Count} tenants were read; [0-9]+ could not be read: [0-9]+ did not let the portal read\. .*It took [0-9:]+\."))).ToBeVisibleAsync();
        var counts = await Verdicts(one.Page).AllInnerTextsAsync();
        Assert.Contains(counts, text => text.Contains("Not checked", StringComparison.Ordinal) && text.Contains('0', StringComparison.Ordinal));
        await Expect(Verdicts(other.Page)).ToHaveTextAsync(counts, new() { UseInnerText = true });
    }

    /// <summary>An admin saves a schedule that fires a single time, soon.</summary>
    private static async Task ScheduleOnceAsync(IPage page)
    {
        await page.GetByLabel("When").SelectOptionAsync("By a cron expression");
        var at = TimeProvider.System.GetUtcNow().AddSeconds(25);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Expression" }).FillAsync(at.ToString("s m H d M '?' yyyy", CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the schedule" }).ClickAsync();
        await Expect(page.GetByText("Runs next on")).ToBeVisibleAsync();
    }

    /// <summary>The one scheduled scan.</summary>
    private static async Task<JsonNode> ScheduledAsync(PortalApi api) =>
        Assert.Single((await api.GetAsync("/api/v1/scans")).AsArray(), scan => scan.Text("trigger") == "schedule")!;

    private static ILocator Verdicts(IPage page) => page.GetByRole(AriaRole.Group, new() { Name = "Verdict" }).GetByRole(AriaRole.Button);
}
