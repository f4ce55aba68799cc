using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>Trips to Microsoft's pages and back.</summary>
public sealed class ConsentTests(World world) : Journey(world)
{
    [Fact]
    public async Task SecondStepDemanded_SignsInAgain_ComesBackToSamePlanAndFinishes()
    {
        var tenant = await AddAsync(new TenantShape("Fincher Architects").PinRecoveryOn());
        var page = await SignedInAsync("Carol Conditional", TenantPages.Plan(tenant.Id));
        var plan = new Regex($"/tenants/{tenant.Id}\\?fix=all$");

        await page.Sheet().GetByRole(AriaRole.Link, new() { Name = "Sign in for this tenant" }).ClickAsync();
        await Expect(page.Headline()).ToHaveTextAsync("Approve sign-in request");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(plan);
        await Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(2);
        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps are missing");
        await page.RunAsync(tenant.Name);
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        Assert.Equal("Ready", await Api.VerdictAsync(tenant.Id));
    }

    [Fact]
    public async Task ManualRoute_AdminAcceptsBothPages_FirstPageTurnsGreenByItself()
    {
        var tenant = await AddAsync(new TenantShape("Munson's Pickles").PinRecoveryOn());
        var page = await SignedInAsync("Morgan Engineer", TenantPages.Plan(tenant.Id));
        await page.Sheet().GetByRole(AriaRole.Link, new() { Name = "By hand" }).ClickAsync();
        var links = page.Sheet().GetByRole(AriaRole.Link, new() { Name = "Open the consent page" });
        await Expect(links).ToHaveCountAsync(2);
        var (service, client) = (await links.Nth(0).GetAttributeAsync("href"), await links.Nth(1).GetAttributeAsync("href"));

        var admin = (await VisitAsync()).Page;
        await admin.GotoAsync(service!);
        await admin.GetByLabel("Use another account").FillAsync(tenant.Administrator);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(admin.GetByText("Microsoft Pin Reset Service Production")).ToBeVisibleAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(admin.Headline()).ToContainTextAsync("You do not have permission to view this directory or page");

        await admin.GotoAsync(client!);
        await Expect(admin.GetByText("Microsoft Pin Reset Client Production")).ToBeVisibleAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(admin.GetByText("Microsoft Pin Reset Service Production")).ToBeVisibleAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(admin.Locator("body")).ToBeEmptyAsync();

        await Expect(page.Sheet().GetByText($"Both apps are consented in {tenant.Name}.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Equal("Ready", await Api.VerdictAsync(tenant.Id));
        Assert.Empty(await Emulator.WritesAsync(tenant.Id));
    }
}
