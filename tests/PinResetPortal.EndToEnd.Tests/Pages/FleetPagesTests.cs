using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;
using static PinResetPortal.EndToEnd.Pages.Seen;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>The pages that list tenants, each test over tenants of its own; as in <see cref="PagesTests"/>.</summary>
[Collection(Own.Fleet)]
public sealed class FleetPagesTests(World world) : IAsyncLifetime
{
    private const string PortalNotConsented = "a0000018-0000-4000-8000-000000000018";
    private const string Nobody = "00000000-0000-4000-8000-00000000dead";

    private readonly TourPictures _pictures = new();
    private OwnDemo? _demo;

    private EmulatorControl Emulator => _demo!.Emulator;

    private PortalApi Api => _demo!.Api;

    public async ValueTask InitializeAsync() => _demo = await OwnDemo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await (_demo?.DisposeAsync() ?? ValueTask.CompletedTask);
        _pictures.Dispose();
    }

    [Fact]
    public async Task TenantPages_EveryLook_AreAccessibleAndSilent()
    {
        await CheckSomeAsync();
        await using var tour = await StartTourAsync("Morgan Engineer");
        await tour.ShowAsync("overview", "/", ShowRowsAsync);
        await tour.ShowAsync("overview-drawer", "/?open=a0000002-0000-4000-8000-000000000002", page => Expect(page.Drawer().Locator(".drawer-sentence")).ToBeVisibleAsync());
        await tour.ShowAsync("switcher", "/", OpenSwitcherAsync);

        var tenant = await Emulator.AddAsync(new TenantShape("Alpine Ski House").PinRecoveryOn(), Api);
        await tour.ShowAsync("health-not-ready", TenantPages.Health(tenant.Id), Headline("Users get CAA20004: two apps are missing"));
        await tour.ShowAsync("health-unknown", TenantPages.Health(PortalNotConsented), Headline("We could not see"));
        await tour.ShowAsync("tenant-not-found", TenantPages.Health(Nobody), Headline("Tenant not found"));
        await tour.ShowAsync("remediation-plan", TenantPages.Plan(tenant.Id), Steps(2));
        await tour.ShowAsync("remediation-by-hand", TenantPages.Plan(tenant.Id) + "&tab=manual", page => Expect(page.Sheet().GetByText("Broken")).ToHaveCountAsync(2));
        await tour.ShowAsync("remediation-script", TenantPages.Plan(tenant.Id) + "&tab=script", page => Expect(page.Sheet().Locator("pre.script")).ToBeVisibleAsync());
        tour.Expect("status of 404"); // the next page is not there
        await tour.ShowAsync("not-found", "/no/such/page", Headline("There is no such page"));
        await tour.ShowAsync("settings", "/settings/policy-template", page => Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save the template" })).ToBeVisibleAsync());
        await Emulator.AddAsync(new TenantShape("Munson's Pickles").Consented(), Api);
        var bulk = await Api.PostAsync("/api/v1/bulk-repairs", new { tenants = "all", checks = "all" });
        await tour.ShowAsync("bulk-planned", $"/bulk/{bulk["id"]}", page => Expect(page.GetByLabel("Pilot first")).ToBeVisibleAsync());
        await tour.ShowAsync("bulk-list", "/bulk", page => Expect(page.Locator(".grid .status")).ToHaveTextAsync("Waits for your confirmation"));
        await tour.ShowAsync("bulk-plan", $"/bulk/{bulk["id"]}", OpenAPlanAsync);
        await tour.ShowAsync("tenants", "/tenants", page => Expect(page.Locator(".tenants-grid .row-link").First).ToBeVisibleAsync());
        await tour.ShowAsync("settings-portal", "/settings/this-portal", page => Expect(page.GetByRole(AriaRole.Button, new() { Name = "Look now" })).ToBeVisibleAsync());
        await tour.ShowAsync("check-page", "/docs/checks/policy.pin-recovery", page => Expect(page.Headline()).ToBeVisibleAsync());
        Assert.Empty(tour.Problems);
    }

    /// <summary>A scan of many tenants is seen by everybody, whoever started it, also after a reload, and can be stopped.</summary>
    [Fact]
    public async Task OverviewOfMany_WhileItIsScanned_IsAccessibleAndTellsHowFarItIs()
    {
        await Emulator.GenerateAsync(160);
        await Api.ReadCustomersAgainAsync();
        await using var tour = await StartTourAsync("Olive Operator");
        await using var visitor = await Visitor.OpenAsync(world.Chromium, _demo!.Portal.Address, Look.Light);
        await visitor.SignInAsync("Morgan Engineer");
        var page = visitor.Page;

        // The demo checks everything by itself when it is opened for the first time.
        await Eventually.BeTrueAsync(
            async () => (await Api.GetAsync("/api/v1/scans")).AsArray() is { Count: > 0 } scans && scans.All(scan => scan!.Text("state") == "completed"), "the first check being over");
        await using (await Emulator.SlowAsync(replicationDelayMs: 0, latencyMs: 4000))
        {
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Check all 1") }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeVisibleAsync();
            await page.ReloadAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await Expect(page.GetByText("Cancelled:")).ToBeVisibleAsync();

            // Each look has a check of its own, which has only begun: that it ends while axe looks at the page is no failure.
            await tour.ShowAsync("overview-scanning", "/", async other =>
            {
                await ScanAnewAsync();
                await Expect(other.Locator(".scan-bar")).ToContainTextAsync(new Regex(@"\d+ of 1\d\d done.*failed.*(so far|left)", RegexOptions.Singleline));
            });
        }

        await tour.ShowAsync("overview-selected", "/?relationship=active", OpenAndSelectAsync);
        Assert.Empty(tour.Problems.Concat(visitor.Complaints));
    }

    private async Task ScanAnewAsync()
    {
        foreach (var running in (await Api.GetAsync("/api/v1/scans")).AsArray().Where(scan => scan!.Text("state") is "queued" or "running"))
        {
            await Api.PostAsync($"/api/v1/scans/{running!.Text("id")}/cancel", new { });
        }

        await Api.ScanAllAsync();
    }

    private static async Task OpenAndSelectAsync(IPage page)
    {
        await Expect(page.GetByLabel("Relationship")).ToBeVisibleAsync();
        await page.Locator("summary", new() { HasText = "What changed" }).ClickAsync();
        await page.Locator("summary", new() { HasText = "Last 30 days" }).ClickAsync();
        await Expect(page.Locator(".fleet-chart svg").First).ToBeVisibleAsync();
        await ShowRowsAsync(page);
        await page.Locator("tbody .check-cell input").First.CheckAsync();
        await Expect(page.GetByText("1 tenant selected")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => scrollTo(0, 0)");
    }

    /// <summary>Rows are fetched when they come into view, which on a phone is below the filters; the first of them stands behind the heading.</summary>
    private static async Task ShowRowsAsync(IPage page)
    {
        await page.Locator(".overview-grid thead").EvaluateAsync("head => head.scrollIntoView()");
        await Expect(page.Locator(".overview-grid [aria-rowindex='2'] .row-link")).ToBeVisibleAsync();
    }

    private static async Task OpenSwitcherAsync(IPage page)
    {
        await Expect(page.Locator(".overview-grid")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Switch tenant") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Switch tenant" }).GetByText("Litware").First).ToBeVisibleAsync();
    }

    /// <summary>So that the overview has something to tell.</summary>
    private async Task CheckSomeAsync()
    {
        foreach (var tenant in (await Api.GetAsync("/api/v1/tenants")).AsArray().Take(16))
        {
            await Api.ReadinessAsync(tenant!["tenantId"]!.GetValue<string>());
        }
    }

    private static async Task OpenAPlanAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Show the plan") }).First.ClickAsync();
        await Expect(page.Locator(".item-plan .step-card").First).ToBeVisibleAsync();
        await Expect(page.Locator("#item-plan-title")).ToBeFocusedAsync();
    }

    private Task<Tour> StartTourAsync(string person) => Tour.StartAsync(world.Chromium, _demo!.Portal.Address, _pictures.Folder, person);
}
