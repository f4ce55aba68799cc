using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>What is filtered stands in the address, and what stands in the address is filtered.</summary>
public sealed class OverviewTests(World world) : Journey(world)
{
    [Fact]
    public async Task Filter_OfNameAndVerdict_SurvivesReloadAndIsWhatTheFileHolds()
    {
        var consented = await AddAsync(new TenantShape("Bellows North").PinRecoveryOn().Consented());
        var broken = await AddAsync(new TenantShape("Bellows South").PinRecoveryOn());
        await Api.VerdictAsync(consented.Id);
        await Api.VerdictAsync(broken.Id);
        var page = await SignedInAsync("Harper Helpdesk");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a tenant" }).FillAsync("bellows");
        await Expect(page.Locator(".overview-grid .row-link")).ToHaveTextAsync(["Bellows North", "Bellows South"]);

        await page.GetByRole(AriaRole.Group, new() { Name = "Verdict" }).GetByRole(AriaRole.Button, new() { NameRegex = new("^Not ready") }).ClickAsync();
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
