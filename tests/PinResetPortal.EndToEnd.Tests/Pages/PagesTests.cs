using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;
using static PinResetPortal.EndToEnd.Pages.Seen;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>
/// Every page as people see it: light at a desk, and dark on a phone. axe finds nothing serious or critical, nothing is wider than the window, and
/// the browser complains about nothing. The pictures go to the folder that PINRESET_SCREENSHOTS names; docs/images was filled that way.
/// </summary>
[Collection(Own.Demo)]
public sealed class PagesTests(World world, ClassDemo demo) : IClassFixture<ClassDemo>, IDisposable
{
    private const string OnDemand = "sign-ins.pin-reset";

    private readonly TourPictures _pictures = new();

    private EmulatorControl Emulator => demo.Demo.Emulator;

    private PortalApi Api => demo.Demo.Api;

    public void Dispose() => _pictures.Dispose();

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
        }

        await Api.EndAsync(operation);
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
        await using var visitor = await Visitor.OpenAsync(world.Chromium, demo.Demo.Portal.Address, Look.Light);
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

    private static async Task OpenPaletteAsync(IPage page)
    {
        await Expect(page.Headline()).ToHaveTextAsync(new Regex("CAA20004"));
        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "Go to a page, tenant, person, fix or error code" });
        await Expect(palette.GetByText("Fix everything in Trey Research")).ToBeVisibleAsync();
        await palette.GetByRole(AriaRole.Searchbox).FillAsync("consent");
        await Expect(palette.Locator(".tenant-option").Nth(3)).ToBeVisibleAsync();
    }

    private static string Run(TenantShape tenant, string operation) => $"{TenantPages.Health(tenant.Id)}?operation={operation}";

    private Task<Tour> StartTourAsync(string? person) => Tour.StartAsync(world.Chromium, demo.Demo.Portal.Address, _pictures.Folder, person);
}
