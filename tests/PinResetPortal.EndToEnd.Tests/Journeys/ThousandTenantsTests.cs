using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>A thousand customers are checked: from the page, cancelled, from the API, and through the death of the portal (SIGKILL).</summary>
[Collection(Own.Scans)]
public sealed class ThousandTenantsTests(World world) : KillableJourney
{
    private const int Generated = 1000;
    private const int OfTheDemo = 50;
    private const int LatencyMs = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Scan_CancelledThenKilledInTheMiddle_EndsWithExactlyOneResultPerTenant()
    {
        var expected = await Emulator.GenerateAsync(Generated);
        await using var slow = await Emulator.SlowAsync(replicationDelayMs: 0, LatencyMs);
        using var api = await PortalApi.AsOperatorAsync(Portal.Address, Emulator);
        await using var visitor = await Visitor.OpenAsync(world.Chromium, Portal.Address, Look.Light);
        await visitor.SignInAsync("Morgan Engineer");
        await CancelOneFromThePageAsync(visitor.Page, api);

        var scan = await api.ScanAllAsync();
        await Eventually.BeTrueAsync(async () => (await api.ScanAsync(scan)).Number("done") >= (Generated / 3) + OfTheDemo, "a third of the results", Patience);
        var doneBefore = (await api.ScanItemsAsync(scan)).Where(item => item.Text("state") == "done").Select(item => item.Text("tenantId")!).Where(expected.ContainsKey).ToList();
        await Portal.KillAsync();

        var sentBefore = (await Emulator.RequestsAsync()).Max(request => request.Number);
        await Portal.StartAgainAsync();
        using var again = await PortalApi.AsOperatorAsync(Portal.Address, Emulator);
        await visitor.Page.GotoAsync("/");
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Checking 1[0-9]{3} tenants$") })).ToBeVisibleAsync();
        await EndAsync(again, scan, "completed");

        var items = await again.ScanItemsAsync(scan);
        Assert.Equal(items.Count, items.Select(item => item.Text("tenantId")).Distinct().Count());
        Assert.All(items, item => Assert.Equal("done", item.Text("state")));
        Assert.Contains(items, item => item.Number("attempts") > 1);
        var verdicts = items.ToDictionary(item => item.Text("tenantId")!, item => item.Text("verdict"));
        Assert.Empty(expected.Where(pair => verdicts.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{pair.Key}: {pair.Value}, not {verdicts.GetValueOrDefault(pair.Key)}"));
        await AssertNotReadAgainAsync(doneBefore, sentBefore);
        await Expect(visitor.Page.GetByText(new Regex($@"^[0-9]+ of {items.Count} tenants were read; [0-9]+ could not be read: .*It took [0-9:]+\."))).ToBeVisibleAsync();
    }

    /// <summary>The progress bar shows counts, and ends with Cancel; tenants that had no turn have no result.</summary>
    private static async Task CancelOneFromThePageAsync(IPage page, PortalApi api)
    {
        await EndFirstCheckAsync(api);
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the customers again" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Check all 1[0-9]{3}$") }).ClickAsync();
        var bar = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Checking 1[0-9]{3} tenants$") });
        await Expect(bar.GetByText(new Regex("^[1-9][0-9]* of 1[0-9]{3} done$"))).ToBeVisibleAsync();
        await Expect(bar.GetByText(new Regex("^about [0-9:]+ left$"))).ToBeVisibleAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByText(new Regex(@"^Cancelled: [0-9]+ of 1[0-9]{3} tenants were read; .*[0-9]+ were not looked at\."))).ToBeVisibleAsync();

        var cancelled = (await api.GetAsync("/api/v1/scans")).AsArray()[0]!;
        Assert.Equal("cancelled", cancelled.Text("state"));
        var items = await api.ScanItemsAsync(cancelled.Text("id")!);
        Assert.Equal(cancelled.Number("done"), items.Count(item => item.Text("state") == "done"));
        Assert.Equal(items.Count - cancelled.Number("done"), items.Count(item => item.Text("state") == "skipped"));
        await Expect(page.GetByText($"; {items.Count - cancelled.Number("done")} were not looked at.")).ToBeVisibleAsync();
    }

    /// <summary>The demo checks everything by itself when it is opened for the first time: its end would be told in the place of the one that is cancelled here.</summary>
    private static async Task EndFirstCheckAsync(PortalApi api)
    {
        var first = await Eventually.SeeAsync(async () => (await api.GetAsync("/api/v1/scans")).AsArray().FirstOrDefault(), "the first check", Patience);
        await api.PostAsync($"/api/v1/scans/{first.Text("id")}/cancel", new { });
    }

    /// <summary>A tenant with a result costs Graph nothing more in the same scan.</summary>
    private async Task AssertNotReadAgainAsync(List<string> doneBefore, long sentBefore)
    {
        Assert.True(doneBefore.Count >= Generated / 3, $"{doneBefore.Count} tenants had a result before the end.");
        var since = (await Emulator.RequestsAsync(sentBefore)).Where(request => request.IsGraph).Select(request => request.TenantId).ToHashSet();
        Assert.DoesNotContain(doneBefore, since.Contains);
    }

    private static Task EndAsync(PortalApi api, string scan, string state) =>
        Eventually.BeTrueAsync(async () => (await api.ScanAsync(scan)).Text("state") == state, $"scan {scan} being {state}", Patience);
}
