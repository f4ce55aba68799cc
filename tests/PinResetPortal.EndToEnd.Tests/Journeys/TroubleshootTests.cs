using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>A user is on the phone: from the code to the cause, the ticket and the fix.</summary>
public sealed class TroubleshootTests(World world) : Journey(world)
{
    /// <summary>From the code to the ticket: one click explains, one copies.</summary>
    [Fact]
    public async Task Helpdesk_PastesCode_GetsConsentMissingAndTicketAndNoFix()
    {
        var tenant = await AddAsync(new TenantShape("Wingtip Toys").PinRecoveryOn());
        var visitor = await VisitAsync();
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.SignInAsync("Harper Helpdesk", TenantPages.Health(tenant.Id));
        var page = visitor.Page;

        await page.GetByRole(AriaRole.Link, new() { Name = "User on the phone?" }).ClickAsync();
        await ExplainAsync(page, "Something went wrong. Error code: CAA20004\nCorrelation ID: 66666666-7777-4888-8999-000000000000");

        await Expect(page.FirstCause().GetByRole(AriaRole.Heading)).ToHaveTextAsync(new Regex("^Consent missing: Microsoft Pin Reset Service Production"));
        await Expect(page.FirstCause()).ToContainTextAsync("In this tenant: Microsoft Pin Reset Service Production is not consented");
        await Expect(page.FirstCause()).ToContainTextAsync("Somebody with the role Operator can fix this here.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Fix", Exact = true })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Copy for ticket") }).ClickAsync();
        await Expect(page.Locator(".answer-copy", new() { HasText = "Copy for ticket" })).ToContainTextAsync("Copied");
        await PhotographAsync(page, "journey-helpdesk-ticket");
        var ticket = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Contains("PIN reset: Wingtip Toys", ticket, StringComparison.Ordinal);
        Assert.Contains("CAA20004", ticket, StringComparison.Ordinal);
        Assert.Contains("correlation id 66666666-7777-4888-8999-000000000000", ticket, StringComparison.Ordinal);
        Assert.Contains($"{Portal}tenants/{tenant.Id}/troubleshoot", ticket, StringComparison.Ordinal);
        Assert.Empty(await Emulator.WritesAsync(tenant.Id));
    }

    [Fact]
    public async Task Operator_PastesCode_OpensTheFixOfThatTenant()
    {
        var tenant = await AddAsync(new TenantShape("Lucerne Publishing").PinRecoveryOn());
        var page = await SignedInAsync("Morgan Engineer", $"/tenants/{tenant.Id}/troubleshoot");

        await ExplainAsync(page, "CAA20004");
        await page.FirstCause().GetByRole(AriaRole.Button, new() { Name = "Fix" }).ClickAsync();

        await Expect(page.Sheet()).ToContainTextAsync("Lucerne Publishing");
        await Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(1);
        await Expect(page.Sheet().Locator(".request summary")).ToHaveTextAsync("POST /v1.0/servicePrincipals");
    }

    [Fact]
    public async Task Helpdesk_PastesOneMegabyte_GetsAnAnswerAndMoreIsRefused()
    {
        var page = await SignedInAsync("Harper Helpdesk", "/troubleshoot");
        await Expect(page.Headline()).ToHaveTextAsync("What does the user see?");

        await Expect(page.Locator("textarea")).ToBeEnabledAsync();

        await FillAsync(page, 1024 * 1024);
        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        await Expect(page.Locator(".found-list")).ToContainTextAsync("CAA20004");

        await FillAsync(page, (1024 * 1024) + 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("longer than 1 MB");

        // As a paste would; filling it in by the keyboard would take minutes.
        static Task FillAsync(IPage page, int length) =>
            page.Locator("textarea").EvaluateAsync("(box, length) => { box.value = 'CAA20004 '.padEnd(length, 'x'); }", length);
    }

    [Fact]
    public async Task Engineer_CtrlK_FindsErrorCodeByKeyboard()
    {
        var page = await SignedInAsync("Morgan Engineer", "/?q=Adventure");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Adventure Works" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "Go to a page, tenant, person, fix or error code" });
        await Expect(palette.GetByRole(AriaRole.Link, new() { NameRegex = new("^Activity") })).ToBeVisibleAsync();
        await palette.GetByRole(AriaRole.Searchbox).FillAsync("650052");
        await Expect(palette.Locator(".active")).ToContainTextAsync("AADSTS650052");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Headline()).ToHaveTextAsync(new Regex("^AADSTS650052"));
    }

    private static async Task ExplainAsync(IPage page, string text)
    {
        await Expect(page.Headline()).ToHaveTextAsync("What does the user see?");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Current tenant" })).ToBeVisibleAsync();
        await page.Locator("textarea").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
    }
}
