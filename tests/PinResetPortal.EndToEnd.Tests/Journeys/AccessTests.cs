using System.Net;
using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>Who gets in, what they may do there, and how they get out.</summary>
public sealed class AccessTests(World world) : Journey(world)
{
    private const string Northwind = "a0000002-0000-4000-8000-000000000002";

    [Fact]
    public async Task Helpdesk_BrokenTenant_SeesFindingsAndMayNotFix()
    {
        var tenant = await AddAsync(new TenantShape("Consolidated Messenger").PinRecoveryOn());
        var page = await SignedInAsync("Harper Helpdesk", TenantPages.Health(tenant.Id));

        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps are missing");
        await Expect(page.GetByText("Your portal role is Reader.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("Fix") })).ToHaveCountAsync(0);

        await page.GotoAsync(TenantPages.Plan(tenant.Id));
        await Expect(page.Sheet()).ToContainTextAsync("somebody with the role Operator can run it");
        await Expect(page.Sheet().GetByRole(AriaRole.Button, new() { NameRegex = new("^Run") })).ToHaveCountAsync(0);

        var plan = await ReaderApi.PlanAsync(tenant.Id);
        using var answer = await ReaderApi.StartAsync(tenant.Id, plan["planHash"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(await Emulator.WritesAsync(tenant.Id));
    }

    [Fact]
    public async Task PersonWithoutRole_SignsIn_IsToldWhatToAskFor()
    {
        var page = await SignedInAsync("Nico Norole");

        await Expect(page.Headline()).ToHaveTextAsync("You have no role here yet");
        await Expect(page.GetByText("Reader: see every tenant")).ToBeVisibleAsync();
        await Expect(page.GetByText("Nico", new() { Exact = false }).First).ToBeVisibleAsync();

        await page.GotoAsync(TenantPages.Health(Northwind));
        await Expect(page.Headline()).ToHaveTextAsync("You have no role here yet");
    }

    [Fact]
    public async Task PersonOfForeignTenant_SignsIn_IsRefused()
    {
        var stranger = await Emulator.AddAsync(new TenantShape("Relecloud"));
        var visitor = await VisitAsync();
        var page = visitor.Page;

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Microsoft" }).ClickAsync();
        await page.GetByLabel("Use another account").FillAsync(stranger.Administrator);
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await AcceptIfAskedAsync(page);

        await Expect(page.Headline()).ToHaveTextAsync("Your tenant may not use this portal");
        await page.GotoAsync("/activity");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task SignedOutPerson_GoesBack_SeesNoData()
    {
        var tenant = await AddAsync(new TenantShape("Fourth Bank").PinRecoveryOn());
        var page = await SignedInAsync("Morgan Engineer", TenantPages.Health(tenant.Id));
        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps are missing");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Signed in as") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByText("You are signed out")).ToBeVisibleAsync();

        await page.GoBackAsync();
        await Expect(page.GetByText(tenant.Name)).ToHaveCountAsync(0);
        await page.GotoAsync(TenantPages.Health(tenant.Id));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Microsoft" })).ToBeVisibleAsync();
        await Expect(page.GetByText(tenant.Name)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task SignedOutPerson_LeftAFormUnsaved_LeavesNothingOfItInTheBrowser()
    {
        var page = await SignedInAsync("Morgan Engineer", "/settings/policy-template");
        page.Dialog += (_, question) => _ = question.AcceptAsync();
        await page.GetByLabel("Purpose", new() { Exact = true }).FillAsync("Left behind");
        await page.WaitForFunctionAsync("() => JSON.stringify({ ...sessionStorage }).includes('Left behind')");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Signed in as") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByText("You are signed out")).ToBeVisibleAsync();

        await page.WaitForFunctionAsync("() => !JSON.stringify({ ...sessionStorage }).includes('Left behind')");
    }

    [Fact]
    public async Task TenantAdmin_SignsIn_SeesOwnTenantOnly()
    {
        var other = await AddAsync(new TenantShape("Best For You Organics").PinRecoveryOn());
        var page = await SignedInAsync("Tara Admin");

        await Expect(page).ToHaveURLAsync(new Regex($"/tenants/{Northwind}$"));
        await Expect(page.Headline()).ToHaveTextAsync("PIN reset is not set up: two apps are missing, and PIN recovery is not turned on for anybody");

        await page.GotoAsync(TenantPages.Health(other.Id));
        await Expect(page.Headline()).ToHaveTextAsync("Tenant not found");
        await Expect(page.GetByText(other.Name)).ToHaveCountAsync(0);
        await page.GotoAsync(TenantPages.History(other.Id));
        await Expect(page.Headline()).ToHaveTextAsync("Tenant not found");
    }

    private static async Task AcceptIfAskedAsync(IPage page)
    {
        await Expect(page.Headline()).Not.ToHaveTextAsync("Pick an account");
        if (await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).IsVisibleAsync())
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        }
    }
}
