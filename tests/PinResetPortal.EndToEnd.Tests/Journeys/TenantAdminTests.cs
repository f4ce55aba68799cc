using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>Somebody who looks after one tenant only: fixes it, sees how far the devices are, takes it back. In a demo of its own, since it is a scenario's tenant.</summary>
[Collection(Own.Demo)]
public sealed class TenantAdminTests(World world)
{
    private const string Northwind = "a0000002-0000-4000-8000-000000000002";

    [Fact]
    public async Task TenantAdmin_OwnTenant_FixesSeesTheRolloutAndTakesItBack()
    {
        await using var demo = await OwnDemo.StartAsync();
        await using var visitor = await Visitor.OpenAsync(world.Chromium, demo.Portal.Address, Look.Light);
        await visitor.SignInAsync("Tara Admin");
        var page = visitor.Page;

        await page.FixEverything().ClickAsync();
        await page.RunAsync("Northwind");
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        await Expect(page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Ask devices to check in" })).ToBeVisibleAsync();
        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToContainTextAsync("The tenant is set up");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "How far it has got" })).ToContainTextAsync("0 of 8 have it");

        await page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).PressAsync("Enter");
        await Expect(page.Sheet().GetByRole(AriaRole.Heading, new() { Name = "Take this back in Northwind?" })).ToBeFocusedAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo in Northwind" }).PressAsync("Enter");
        await Expect(page.Sheet()).ToContainTextAsync("the fix was taken back");
        Assert.Equal("NotReady", await demo.Api.VerdictAsync(Northwind));
        Assert.Empty(visitor.Complaints);
    }
}
