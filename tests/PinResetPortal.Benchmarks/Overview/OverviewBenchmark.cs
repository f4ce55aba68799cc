using System.Diagnostics;
using PinResetPortal.Benchmarks.Reporting;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.Benchmarks.Overview;

/// <summary>The overview of many tenants in a real browser, the portal in this process.</summary>
internal static class OverviewBenchmark
{
    private const int Tenants = 2000;
    private const int Openings = 20;
    private const int HealthPages = 100;
    private const string Health = "tenants/a0000002-0000-4000-8000-000000000002";
    private const int ScrollSteps = 40;

    public static async Task<string> RunAsync()
    {
        using var storage = new ScratchFolder();
        await using var emulator = await EmulatorProcess.StartAsync(storage.Path, portalPort: 5080);
        using var control = new EmulatorControl(emulator.Address);
        await control.GenerateAsync(Tenants);
        await ScanAsync(storage.Path, emulator.Address, control);

        // A portal that has not scanned: what a scan leaves in its caches is let go bit by bit, and would hide what the pages hold.
        await using var portal = new MeasuredPortal(emulator.Address, storage.Path, FreePort.Next());
        portal.StartServer();
        await using var chromium = await Chromium.StartAsync();
        await using var visitor = await Visitor.OpenAsync(chromium, portal.Address, Look.Light);
        await visitor.SignInAsync("Morgan Engineer");
        await FirstRowAsync(visitor.Page);

        var table = new MarkdownTable($"Overview of {Tenants} tenants and health pages, SQLite, in Chromium.", "What", "figure");
        await AddMemoryAsync(table, portal, visitor.Context);
        await AddFirstRowsAsync(table, portal, visitor.Page);
        await AddScrollingAsync(table, portal, visitor.Page);
        return table.ToString();
    }

    private static async Task ScanAsync(string storage, Uri emulator, EmulatorControl control)
    {
        await using var portal = await PortalProcess.StartAsync(storage, FreePort.Next(), emulator);
        using var api = await PortalApi.AsOperatorAsync(portal.Address, control);
        await api.GetAsync("/api/v1/tenants");
        var scan = await api.ScanAllAsync();
        await Eventually.BeTrueAsync(async () => (await api.ScanAsync(scan)).Text("state") == "completed", "the end of the scan", TimeSpan.FromMinutes(10));
    }

    private static async Task AddMemoryAsync(MarkdownTable table, MeasuredPortal portal, IBrowserContext context)
    {
        var overview = await WeighAsync(context, portal.Address, FirstRowAsync, Openings);
        table.Add($"server memory for each open overview", $"{overview.Each / 1024.0:0} KB");
        var health = await WeighAsync(context, new Uri(portal.Address, Health), page => page.Locator("main .answer-about").WaitForAsync(), HealthPages);
        table.Add($"server memory for each of {HealthPages} open health pages", $"{health.Each / 1024.0:0} KB");
        table.Add($"heap after they are closed, beyond what it was before", $"{health.Left:P0}");
    }

    /// <summary>Opens pages twice: what the first of them cost once and for all is not theirs.</summary>
    /// <returns>Bytes that stay on the heap for each of the second lot, and the share of the heap by which it is larger when they are closed.</returns>
    private static async Task<(long Each, double Left)> WeighAsync(IBrowserContext context, Uri address, Func<IPage, Task> ready, int number)
    {
        var first = await OpenAsync(context, address, ready, Openings);
        var before = Heap();
        var second = await OpenAsync(context, address, ready, number);
        var each = (Heap() - before) / number;
        await CloseAsync(second);
        var left = await LetGoAsync(before);
        await CloseAsync(first);
        return (each, left);
    }

    private static async Task<List<IPage>> OpenAsync(IBrowserContext context, Uri address, Func<IPage, Task> ready, int number)
    {
        var pages = new List<IPage>();
        for (var opened = 0; opened < number; opened++)
        {
            pages.Add(await context.NewPageAsync());
            await pages[^1].GotoAsync(address.AbsoluteUri);
            await ready(pages[^1]);
        }

        return pages;
    }

    private static async Task CloseAsync(List<IPage> pages)
    {
        foreach (var page in pages)
        {
            // As somebody who goes elsewhere: the page says goodbye, and its circuit ends.
            await page.GotoAsync("about:blank");
            await page.CloseAsync();
        }
    }

    /// <summary>Waits until the memory is back within 10 %.</summary>
    private static async Task<double> LetGoAsync(long before)
    {
        var watch = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(5));
        double left;
        do
        {
            await pause.WaitForNextTickAsync();
            left = (Heap() - before) / (double)before;
        }
        while (left > 0.1 && watch.Elapsed < TimeSpan.FromMinutes(5));
        return left;
    }

    /// <summary>From the page's first question to its first rows: what the server does before anything can be seen.</summary>
    private static async Task AddFirstRowsAsync(MarkdownTable table, MeasuredPortal portal, IPage page)
    {
        var times = new List<double>();
        for (var opened = 0; opened < Openings; opened++)
        {
            portal.Overview.Take();
            await page.GotoAsync(portal.Address.AbsoluteUri);
            await FirstRowAsync(page);
            var questions = portal.Overview.Take();
            times.Add(Stopwatch.GetElapsedTime(questions.Min(question => question.Started), questions.First(question => question.Rows > 0).Ended).TotalMilliseconds);
        }

        times.Sort();
        table.Add($"first rows, server side, median of {Openings} openings", $"{times[times.Count / 2]:0} ms");
        table.Add($"first rows, server side, slowest of {Openings} openings", $"{times[^1]:0} ms");
    }

    private static async Task AddScrollingAsync(MarkdownTable table, MeasuredPortal portal, IPage page)
    {
        portal.Overview.Take();
        for (var step = 1; step <= ScrollSteps; step++)
        {
            await page.EvaluateAsync("share => window.scrollTo(0, document.documentElement.scrollHeight * share)", step / (double)ScrollSteps);
            await FirstRowAsync(page);
        }

        var last = await page.Locator(".overview-grid").GetAttributeAsync("aria-rowcount");
        await page.Locator($".overview-grid tr[aria-rowindex='{last}'] .row-link").WaitForAsync();
        var fetched = portal.Overview.Take().Where(question => question.Rows > 0).ToList();
        table.Add($"rows of the largest fetch while scrolling to the end ({fetched.Count} fetches)", $"{fetched.Max(question => question.Rows)}");
        table.Add($"slowest fetch while scrolling", $"{fetched.Max(question => Stopwatch.GetElapsedTime(question.Started, question.Ended).TotalMilliseconds):0} ms");
        table.Add($"rows in the page at the end", $"{await page.Locator(".overview-grid .row-link").CountAsync()}");
    }

    private static Task FirstRowAsync(IPage page) => page.Locator(".overview-grid .row-link").First.WaitForAsync();

    private static long Heap()
    {
        // Circuits that were closed are let go with their finalizers.
        for (var time = 0; time < 3; time++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
