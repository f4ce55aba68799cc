using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Pages;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>Somebody who looks after their own tenant only. In a demo of its own, since it is a scenario's tenant, and one that nobody has read.</summary>
[Collection(Own.Tenants)]
public sealed class TenantAdminTests(World world)
{
    private const string Northwind = "a0000002-0000-4000-8000-000000000002";
    private const string Last = "8 of 8 have it";

    [Fact]
    public async Task TenantAdmin_OwnTenant_FixesFollowsTheRolloutToTheLastDeviceAndTakesItBack()
    {
        using var album = new Album();
        await using var demo = await OwnDemo.StartAsync();
        await using var visitor = await Visitor.OpenAsync(world.Chromium, demo.Portal.Address, Look.Light);
        await visitor.SignInAsync("Tara Admin");
        var page = visitor.Page;

        // The first read learns what the tenant is called: nobody confirms a run in "Your tenant".
        await page.FixEverything().ClickAsync();
        await Expect(page.Sheet().Locator(".sheet-tenant")).ToContainTextAsync("Northwind");
        await Expect(page.Band()).ToContainTextAsync("Northwind");
        await Expect(page.Sheet().Locator(".step-card").First).ToBeVisibleAsync();
        await album.TakeAsync(page, "journey-admin-plan");
        await page.RunAsync("Northwind");
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Ask devices to check in" }).ClickAsync();
        await Expect(page.Sheet()).ToContainTextAsync("8 of 8 Windows devices were asked.");
        await album.TakeAsync(page, "journey-admin-verified");
        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToContainTextAsync("The tenant is set up");
        await Expect(page.Stages()).ToContainTextAsync("of 8 have it");
        await album.TakeAsync(page, "journey-admin-rolling-out");

        await CheckElsewhereUntilTheLastAsync(visitor.Context);
        await Expect(page.Stages()).ToContainTextAsync(Last, new() { Timeout = 60_000 });
        await album.TakeAsync(page, "journey-admin-arrived");

        await page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).PressAsync();
        await Expect(page.Sheet().GetByRole(AriaRole.Heading, new() { Name = "Take this back in Northwind?" })).ToBeFocusedAsync();
        await album.TakeAsync(page, "journey-admin-undo");
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo in Northwind" }).PressAsync();
        await Expect(page.Sheet()).ToContainTextAsync("the fix was taken back");
        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToContainTextAsync("PIN reset is not set up");
        Assert.Equal("NotReady", await demo.Api.VerdictAsync(Northwind));
        Assert.Empty(visitor.Complaints.Concat(album.Problems));
    }

    /// <summary>The same person in another tab: the first one is not touched, and follows.</summary>
    private static async Task CheckElsewhereUntilTheLastAsync(IBrowserContext context)
    {
        var other = await context.NewPageAsync();
        await other.GotoAsync(TenantPages.Health(Northwind));
        var again = other.GetByRole(AriaRole.Button, new() { Name = "Check again" });
        await Eventually.BeTrueAsync(
            async () =>
            {
                await again.ClickAsync();
                await Expect(again).ToBeVisibleAsync();
                return (await other.Stages().InnerTextAsync()).Contains(Last, StringComparison.Ordinal);
            },
            "the last device reporting the policy");
        await other.CloseAsync();
    }
}
