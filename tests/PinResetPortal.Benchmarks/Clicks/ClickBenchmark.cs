using System.Globalization;
using System.Text.Json;
using PinResetPortal.Benchmarks.Reporting;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Crawling;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.Benchmarks.Clicks;

/// <summary>From a click to the answer that can be seen, in a real browser and among many tenants; portal and Emulator are processes of their own.</summary>
internal static class ClickBenchmark
{
    private const int Generated = 1000;
    private const int Times = 20;
    private const string NotReady = "a0000002-0000-4000-8000-000000000002";
    private const string FirstRow = "document.querySelector('.overview-grid tbody .row-link')?.textContent";
    private const string Answer = "document.querySelector('main .answer-about')?.textContent";

    private static readonly string[] Neighbours = ["Adventure Works", "Northwind"];

    public static async Task<string> RunAsync()
    {
        using var storage = new ScratchFolder();
        var port = FreePort.Next();
        await using var emulator = await EmulatorProcess.StartAsync(storage.Path, portalPort: port);
        using var control = new EmulatorControl(emulator.Address);
        await control.GenerateAsync(Generated);
        await using var portal = await PortalProcess.StartAsync(storage.Path, port, emulator.Address, new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Warning" });
        using var api = await PortalApi.AsOperatorAsync(portal.Address, control);
        var tenants = (await api.GetAsync("/api/v1/tenants")).AsArray().Count;
        var scan = await api.ScanAllAsync();
        await Eventually.BeTrueAsync(async () => (await api.ScanAsync(scan)).Text("state") == "completed", "the end of the scan", TimeSpan.FromMinutes(10));

        await using var chromium = await Chromium.StartAsync();
        await using var visitor = await Visitor.OpenAsync(chromium, portal.Address, new Look("desk", 1440, 900, IsDark: false));
        visitor.Context.SetDefaultTimeout(60_000);
        await visitor.SignInAsync("Morgan Engineer");
        var table = new MarkdownTable(
            string.Create(CultureInfo.InvariantCulture, $"Clicks among {tenants} tenants, {Times} times each, SQLite, in Chromium at 1440 x 900; the Emulator answers at once."),
            "From the click to the answer that can be seen", "wanted ms", "median ms", "slowest ms");
        var page = visitor.Page;
        await AddOverviewAsync(table, page);
        await AddTenantsAsync(table, page);
        return table.ToString();
    }

    private static async Task AddOverviewAsync(MarkdownTable table, IPage page)
    {
        await page.GotoAsync("/");
        await page.Locator(".overview-grid .row-link").First.WaitForAsync();
        await AddAsync(table, "sort by name, back and forth", 300, page, async () => ("document.querySelector('.overview-grid th .sort-button').click()", $"{FirstRow} && {FirstRow} !== {Quoted(await FirstRowAsync(page))}"));
        var place = 0;
        await AddAsync(table, "filter by a chip", 300, page, async () =>
        {
            var rows = await page.Locator(".overview-grid").GetAttributeAsync("aria-rowcount");
            return ($"document.querySelectorAll('.chips button')[{1 + (place++ % 2)}].click()", $"{FirstRow} && document.querySelector('.overview-grid').getAttribute('aria-rowcount') !== {Quoted(rows)}");
        });
        await page.GotoAsync("/");
        await AddAsync(table, "filter by a name, with the 150 ms in which somebody may type on", 300, page, async () =>
        {
            await page.Locator(".search input").FillAsync("");
            await page.Locator(".overview-grid .row-link").Nth(9).WaitForAsync();
            return (
                "const box = document.querySelector('.search input'); box.value = 'litware'; box.dispatchEvent(new Event('input', { bubbles: true }))",
                "document.querySelectorAll('.overview-grid tbody tr[id]').length === 1 && document.querySelector('.overview-grid .row-link').textContent === 'Litware'");
        });
        await page.GotoAsync("/");
        await AddAsync(table, "open the drawer", 300, page, async () =>
        {
            if (await page.Locator(".drawer").IsVisibleAsync())
            {
                await page.Keyboard.PressAsync("Escape");
                await page.Locator(".drawer").WaitForAsync(new() { State = WaitForSelectorState.Detached });
            }

            await page.Locator(".overview-grid .row-link").First.WaitForAsync();
            return ("document.querySelector('.overview-grid .row-link').click()", "document.querySelector('.drawer .drawer-sentence')");
        });
    }

    private static async Task AddTenantsAsync(MarkdownTable table, IPage page)
    {
        await page.GotoAsync(TenantPages.Health(NotReady));
        var turn = 0;
        await AddAsync(table, "switch to another tenant, to its answer", 250, page, async () =>
        {
            var name = Neighbours[turn++ % Neighbours.Length];
            await page.Locator("main .answer-about").WaitForAsync();
            await page.Keyboard.PressAsync("Control+Alt+KeyT");
            await page.Locator("dialog[open] input").FillAsync(name);
            await page.Locator("dialog[open] .tenant-option.active", new() { HasText = name }).WaitForAsync();
            return ("document.querySelector('dialog[open] .tenant-option.active a').click()", $"{Answer}?.includes({Quoted(name)})");
        });
        await page.GotoAsync(TenantPages.Health(NotReady));
        await AddAsync(table, "open the plan, the tenant read for it", 400, page, async () =>
        {
            if (await page.Sheet().IsVisibleAsync())
            {
                await page.CloseDialogAsync();
                await page.Sheet().WaitForAsync(new() { State = WaitForSelectorState.Detached });
            }

            await page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).WaitForAsync();
            return ("[...document.querySelectorAll('.answer-actions button')].find(button => button.textContent.includes('Fix everything')).click()", "document.querySelector('dialog[open] .step-card')");
        });
    }

    /// <param name="prepare">Brings the page to where it can be clicked. Gives the click, and what is true as soon as its answer can be seen; both as JavaScript.</param>
    private static async Task AddAsync(MarkdownTable table, string what, int wanted, IPage page, Func<Task<(string Click, string Seen)>> prepare)
    {
        var times = new List<double>();
        for (var time = 0; time <= Times; time++)
        {
            await page.EvaluateAsync(PageRules.Quiet);
            var (click, seen) = await prepare();
            await page.EvaluateAsync(PageRules.Quiet);
            times.Add(await page.EvaluateAsync<double>(
                $$"""
                async () => {
                  const start = performance.now();
                  {{click}};
                  while (!({{seen}})) {
                    if (performance.now() - start > 30000) throw new Error({{Quoted($"Never seen: {what}")}});
                    await new Promise(requestAnimationFrame);
                  }
                  return performance.now() - start;
                }
                """));
        }

        // The first of all compiles what it runs through.
        times.RemoveAt(0);
        times.Sort();
        table.Add($"{what}", wanted, $"{times[times.Count / 2]:0}", $"{times[^1]:0}");
    }

    private static Task<string?> FirstRowAsync(IPage page) => page.Locator(".overview-grid tbody .row-link").First.TextContentAsync();

    private static string Quoted(string? text) => JsonSerializer.Serialize(text);
}
