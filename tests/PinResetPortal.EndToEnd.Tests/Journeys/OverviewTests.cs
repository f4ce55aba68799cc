using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>What is filtered stands in the address, and what stands in the address is filtered.</summary>
public sealed class OverviewTests(World world) : Journey(world)
{
    [Fact]
    public async Task Engineer_AtADesk_SeesWhatIsBrokenAndEighteenRowsWithoutScrolling()
    {
        foreach (var number in Enumerable.Range(1, 20))
        {
            await Api.VerdictAsync((await AddAsync(new TenantShape($"Desk {number:00}").PinRecoveryOn())).Id);
        }

        var visitor = await VisitAsync(new Look("desk", 1440, 900, IsDark: false));
        await visitor.SignInAsync("Morgan Engineer", "/?q=desk");
        var page = visitor.Page;
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "By fault" }).GetByRole(AriaRole.Link, new() { NameRegex = new("^20 Service app missing") })).ToBeVisibleAsync();
        await Expect(page.Locator(".overview-grid tbody tr[id]").Nth(17)).ToBeVisibleAsync();
        var seen = await page.EvaluateAsync<int>("() => [...document.querySelectorAll('.overview-grid tbody tr[id]')].map(row => row.getBoundingClientRect()).filter(box => box.top >= 0 && box.bottom <= innerHeight).length");
        TestContext.Current.TestOutputHelper?.WriteLine($"{seen} rows in sight at 1440 x 900");
        Assert.True(seen >= 18, $"{seen} rows are in sight.");
    }

    [Fact]
    public async Task Filter_TypedAndCleared_ShowsEveryTenantAgain()
    {
        var page = await SignedInAsync("Morgan Engineer");
        var rows = page.Locator(".overview-grid .row-link");
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a tenant" });
        await Expect(rows.Nth(9)).ToBeVisibleAsync();

        await search.FillAsync("litware");
        await Expect(rows).ToHaveTextAsync(["Litware"]);
        await search.FillAsync("");

        await Expect(rows.Nth(9)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Drawer_OfARow_StandsInTheAddressStepsAndGivesTheFocusBack()
    {
        var first = await AddAsync(new TenantShape("Drawer Alpha").PinRecoveryOn());
        var second = await AddAsync(new TenantShape("Drawer Beta").PinRecoveryOn());
        await Api.VerdictAsync(first.Id);
        await Api.VerdictAsync(second.Id);
        var page = await SignedInAsync("Morgan Engineer", "/?q=drawer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Drawer Alpha" }).ClickAsync();
        var drawer = page.Drawer();
        await Expect(drawer.GetByRole(AriaRole.Heading, new() { Name = "Drawer Alpha" })).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex($@"/\?q=drawer&open={first.Id}$"));
        await Expect(drawer.GetByRole(AriaRole.List, new() { Name = "Findings" })).ToContainTextAsync("Service app");

        await drawer.GetByRole(AriaRole.Button, new() { Name = "Next tenant" }).ClickAsync();
        await Expect(drawer.GetByRole(AriaRole.Heading, new() { Name = "Drawer Beta" })).ToBeFocusedAsync();
        await Expect(drawer).ToContainTextAsync("2 of 2");
        await page.ReloadAsync();
        await Expect(drawer.GetByRole(AriaRole.Heading, new() { Name = "Drawer Beta" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Drawer Beta" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Filter_OfNameAndVerdict_SurvivesReloadAndIsWhatTheFileHolds()
    {
        var consented = await AddAsync(new TenantShape("Bellows North").PinRecoveryOn().Consented());
        var broken = await AddAsync(new TenantShape("Bellows South").PinRecoveryOn());
        await Api.VerdictAsync(consented.Id);
        await Api.VerdictAsync(broken.Id);
        var page = await SignedInAsync("Harper Helpdesk");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a tenant" }).FillAsync("bellows");
        await Expect(page.Locator(".overview-grid .row-link")).ToHaveTextAsync(["Bellows South", "Bellows North"]);

        await page.GetByRole(AriaRole.Group, new() { Name = "Verdict and stage" }).GetByRole(AriaRole.Button, new() { NameRegex = new("^Not ready") }).ClickAsync();
        await Expect(page.Locator(".overview-grid .row-link")).ToHaveTextAsync(["Bellows South"]);
        await Expect(page).ToHaveURLAsync(new Regex(@"/\?q=bellows&verdict=notReady$"));

        await page.ReloadAsync();
        await Expect(page.Locator(".overview-grid .row-link")).ToHaveTextAsync(["Bellows South"]);
        await Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a tenant" })).ToHaveValueAsync("bellows");
        await Expect(page.Locator(".check-cell")).ToHaveCountAsync(0);

        var address = await page.GetByRole(AriaRole.Link, new() { Name = "CSV of these 1" }).GetAttributeAsync("href");
        var file = await page.APIRequest.GetAsync(address!);
        var lines = (await file.TextAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("text/csv; charset=utf-8", file.Headers["content-type"]);
        Assert.StartsWith($"{broken.Id},Bellows South,", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal(400, (await page.APIRequest.GetAsync("/export/tenants.csv?verdict=bad")).Status);
    }
}
