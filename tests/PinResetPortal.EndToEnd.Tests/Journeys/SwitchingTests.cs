using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>From one tenant to another without a mouse, and never into the wrong one.</summary>
public sealed class SwitchingTests(World world) : Journey(world)
{
    /// <summary>The bands of these two have different colours; of two others they may have the same one.</summary>
    private const string First = "b0000001-0000-4000-8000-000000000001";

    private const string Second = "b0000001-0000-4000-8000-000000000002";

    [Fact]
    public async Task Keyboard_TypesNameAndEnter_ChangesAddressBandAndDialog()
    {
        var first = await AddAsync(new TenantShape("Lamna Healthcare") { Id = First }.PinRecoveryOn());
        var second = await AddAsync(new TenantShape("Nod Publishers") { Id = Second }.PinRecoveryOn());
        var page = await SignedInAsync("Morgan Engineer", TenantPages.Health(first.Id));
        await Expect(page.Band()).ToContainTextAsync(first.Name);
        await Expect(page.Headline()).ToBeVisibleAsync();
        var colour = await page.Band().GetAttributeAsync("style");

        await page.Keyboard.PressAsync("Control+Alt+KeyT");
        var switcher = page.GetByRole(AriaRole.Dialog, new() { Name = "Switch tenant" });
        await Expect(switcher.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("nod pub");
        await Expect(switcher.GetByRole(AriaRole.Status)).ToContainTextAsync($"{second.Name} is chosen");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex($"/tenants/{second.Id}$"));
        await Expect(page.Band()).ToContainTextAsync(second.Name);
        await Expect(page.Band()).Not.ToContainTextAsync(first.Name);
        Assert.NotEqual(colour, await page.Band().GetAttributeAsync("style"));

        await page.FixEverything().ClickAsync();
        await Expect(page.Sheet().Locator(".sheet-tenant")).ToContainTextAsync(second.Name);
        await page.RunAsync(second.Name);
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        Assert.Equal("Ready", await Api.VerdictAsync(second.Id));
        Assert.Empty(await Emulator.WritesAsync(first.Id));
    }
}
