using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>
/// Every page as people see it: light, dark and on a phone. axe finds nothing serious or critical, nothing is wider than the window, and
/// the browser complains about nothing. The pictures go to the folder that PINRESET_SCREENSHOTS names; docs/images was filled that way.
/// </summary>
[Collection(Own.Demo)]
public sealed class PagesTests(World world) : IAsyncLifetime
{
    private const string PortalNotConsented = "a0000018-0000-4000-8000-000000000018";
    private const string OnDemand = "sign-ins.pin-reset";
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
    public async Task PlainPages_EveryLook_AreAccessibleAndSilent()
    {
        await using var nobody = await StartTourAsync(null);
        await nobody.ShowAsync("sign-in", "/", Headline("Can your users reset their PIN?"));
        await nobody.ShowAsync("signed-out", "/sign-in?signed-out=true", Headline("Can your users reset their PIN?"));
        await nobody.ShowAsync("error", "/error", Headline("The portal could not do that"));

        await using var withoutRole = await StartTourAsync("Nico Norole");
        await withoutRole.ShowAsync("no-access", "/no-access", Headline("You have no role here yet"));

        Assert.Empty(nobody.Problems.Concat(withoutRole.Problems));
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

    [Fact]
    public async Task RunPages_EveryLook_AreAccessibleAndSilent()
    {
        await using var tour = await StartTourAsync("Morgan Engineer");
        var tenant = await Emulator.AddAsync(new TenantShape("Coho Winery").Group("All Windows users"), Api);
        await tour.ShowAsync("remediation-policy", TenantPages.Plan(tenant.Id), Steps(4));

        string operation;
        await using (await Emulator.SlowAsync(replicationDelayMs: 25_000, latencyMs: 0))
        {
            operation = await Api.FixEverythingAsync(tenant.Id);
            await tour.ShowAsync("remediation-running", Run(tenant, operation), page => Expect(page.RunState()).ToHaveTextAsync(new Regex("Running|Verifying")));
            await Api.EndAsync(operation);
        }

        await tour.ShowAsync("remediation-verified", Run(tenant, operation), page => Expect(page.Sheet().Locator(".proof-verdict")).ToContainTextAsync("The tenant is set up"));
        await tour.ShowAsync("health-ready", TenantPages.Health(tenant.Id), Headline("The tenant is set up"));
        await tour.ShowAsync("history", TenantPages.History(tenant.Id), page => Expect(page.GetByText("Chain verified")).ToBeVisibleAsync());
        await tour.ShowAsync("evidence", $"/tenants/{tenant.Id}/evidence", page => Expect(page.Locator(".evidence-facts").Last).ToContainTextAsync("verified"));
        await tour.ShowAsync("activity", "/activity", page => Expect(page.GetByText("Chain verified")).ToBeVisibleAsync());
        Assert.Empty(tour.Problems);
    }

    /// <summary>The card of each check in a tenant where it has something to say; docs/checks shows the pictures.</summary>
    [Fact]
    public async Task Findings_EachCheck_HasItsCardInTheTenantThatShowsIt()
    {
        var pilot = await Emulator.AddAsync(new TenantShape("Fourth Coffee Pilot").Consented(), Api);
        await Api.EndAsync(await Api.FixEverythingAsync(pilot.Id));
        await using var visitor = await Visitor.OpenAsync(world.Chromium, _demo!.Portal.Address, Look.Light);
        await visitor.SignInAsync("Morgan Engineer");
        foreach (var (tenant, checks) in new (string Tenant, string[] Checks)[]
        {
            (Scenario(2), ["consent.pin-reset-service", "consent.pin-reset-client"]),
            (Scenario(6), ["consent.user-access", "consent.grants"]),
            (Scenario(8), ["policy.pin-recovery"]),
            (Scenario(10), ["policy.oma-uri"]),
            (Scenario(12), ["policy.conflict"]),
            (Scenario(15), ["policy.web-sign-in-urls"]),
            (Scenario(1), ["policy.hello-enabled", "policy.reset-page-blocked", "access.roles", "devices.coverage", "devices.deployment", "devices.supported", "policy.pilot"]),
            (pilot.Id, ["policy.drift", "policy.baseline"]),
            (Scenario(24), [OnDemand]),
        })
        {
            await visitor.Page.GotoAsync(TenantPages.Health(tenant));

            // While the tenant is read, what was kept is shown, and drawn anew when the answer is there.
            await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Check again" })).ToBeVisibleAsync();
            foreach (var check in checks)
            {
                var name = check.Replace('.', '-');
                var card = visitor.Page.Locator(check == OnDemand ? $".closer [aria-labelledby='finding-{name}']" : $"[aria-labelledby='finding-{name}'], details#line-{name}");
                if (check == OnDemand)
                {
                    await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Read the sign-in log" }).ClickAsync();
                }

                await card.EvaluateAsync("found => { found.open = true; }");
                await Expect(card.Locator(".finding-summary, .line-body > p").First).Not.ToBeEmptyAsync();
                await card.ScreenshotAsync(new() { Path = Path.Combine(_pictures.Folder, $"check-{check}.png"), Animations = ScreenshotAnimations.Disabled });
            }
        }

        Assert.Empty(visitor.Complaints);
    }

    private static string Scenario(int number) => $"a00000{number:D2}-0000-4000-8000-0000000000{number:D2}";

    [Fact]
    public async Task TroubleshootPages_EveryLook_AreAccessibleAndSilent()
    {
        await using var tour = await StartTourAsync("Morgan Engineer");
        var tenant = await Emulator.AddAsync(new TenantShape("Trey Research").PinRecoveryOn(), Api);
        await tour.ShowAsync("troubleshoot", $"/tenants/{tenant.Id}/troubleshoot", page => Expect(page.GetByRole(AriaRole.Region, new() { Name = "Current tenant" })).ToBeVisibleAsync());
        await tour.ShowAsync("troubleshoot-answer", $"/tenants/{tenant.Id}/troubleshoot", page => ExplainAsync(page, "CAA20004", tenant.Id));
        await tour.ShowAsync("troubleshoot-device", $"/tenants/{tenant.Id}/troubleshoot", page => ExplainAsync(page, $"AADSTS9999999\n{Device}", tenant.Id));
        await tour.ShowAsync("guide", "/guide", Headline("Guide to PIN reset errors"));
        await tour.ShowAsync("guide-entry", "/guide/caa20004", Headline("CAA20004"));
        await tour.ShowAsync("palette", TenantPages.Health(tenant.Id), OpenPaletteAsync);
        Assert.Empty(tour.Problems);
    }

    [Fact]
    public async Task PeoplePages_EveryLook_AreAccessibleAndSilent()
    {
        await using var tour = await StartTourAsync("Harper Helpdesk");
        foreach (var (tenant, name, headline) in new[] { (23, "Luis", "Luis Conditional can't reset"), (25, "Piet", "We can't tell whether Piet"), (21, "Alma", "Alma Allwell can reset") })
        {
            var hits = await Api.GetAsync($"/api/v1/tenants/{Scenario(tenant)}/people?search={name}");
            await tour.ShowAsync($"person-{name.ToLowerInvariant()}", $"/tenants/{Scenario(tenant)}/people/{hits[0]!["id"]}", Headline(headline));
        }

        await tour.ShowAsync("person-search", $"/tenants/{Scenario(21)}/troubleshoot", FindPeopleAsync);
        Assert.Empty(tour.Problems);
    }

    private static async Task FindPeopleAsync(IPage page)
    {
        var search = page.GetByRole(AriaRole.Search, new() { Name = "Find a user" });
        await search.GetByRole(AriaRole.Searchbox).FillAsync("a");
        await search.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Alma Allwell" })).ToBeVisibleAsync();
        await search.ScrollIntoViewIfNeededAsync();
    }

    private const string Device = """
                     AzureAdJoined : YES
                      DomainJoined : YES
                      TpmProtected : YES
                  DeviceAuthStatus : SUCCESS
                            MdmUrl :
                            NgcSet : YES
                          CanReset : DestructiveOnly
                        AzureAdPrt : NO
          Server Error Description : AADSTS50126: Error validating credentials due to invalid username or password.
                     PolicyEnabled : YES
                SessionIsNotRemote : YES
                      PreReqResult : WillNotProvision
        """;

    private static async Task ExplainAsync(IPage page, string text, string tenantId)
    {
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Current tenant" })).ToBeVisibleAsync();
        await page.Locator("textarea").FillAsync($"{text}\nTenantId : {tenantId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        await Expect(page.FirstCause()).ToBeVisibleAsync();
        await page.Locator(".answer").ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("() => document.querySelector('.answer').scrollIntoView()");
    }

    private static async Task OpenAPlanAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Show the plan") }).First.ClickAsync();
        await Expect(page.Locator(".item-plan .step-card").First).ToBeVisibleAsync();
        await Expect(page.Locator("#item-plan-title")).ToBeFocusedAsync();
    }

    private static async Task OpenPaletteAsync(IPage page)
    {
        await Expect(page.Headline()).ToHaveTextAsync(new Regex("CAA20004"));
        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "Go to a page, tenant, person, fix or error code" });
        await Expect(palette.GetByText("Fix everything in Trey Research")).ToBeVisibleAsync();
        await palette.GetByRole(AriaRole.Searchbox).FillAsync("consent");
        await Expect(palette.Locator(".tenant-option").Nth(3)).ToBeVisibleAsync();
    }

    private static Func<IPage, Task> Headline(string begins) => page => Expect(page.Headline()).ToHaveTextAsync(new Regex("^" + Regex.Escape(begins)));

    private static Func<IPage, Task> Steps(int count) => page => Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(count);

    private static string Run(TenantShape tenant, string operation) => $"{TenantPages.Health(tenant.Id)}?operation={operation}";

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

    /// <summary>Rows are fetched when they come into view, which on a phone is below the filters.</summary>
    private static async Task ShowRowsAsync(IPage page)
    {
        await page.Locator(".overview-grid").ScrollIntoViewIfNeededAsync();
        await page.Locator(".overview-grid thead").EvaluateAsync("head => head.scrollIntoView()");
        await Expect(page.Locator(".overview-grid .row-link").First).ToBeVisibleAsync();
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

    private Task<Tour> StartTourAsync(string? person) => Tour.StartAsync(world.Chromium, _demo!.Portal.Address, _pictures.Folder, person);
}
