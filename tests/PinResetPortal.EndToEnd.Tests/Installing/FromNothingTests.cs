using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;

namespace PinResetPortal.EndToEnd.Installing;

/// <summary>The whole promise: from a tenant that has nothing of the portal to one that was repaired, and out again.</summary>
[Collection(Own.Processes)]
public sealed class FromNothingTests(World world)
{
    [Fact]
    public async Task Partner_SetsUpOnboardsRepairsTakesBackAndSignsOut()
    {
        await using var installation = await Installation.PrepareAsync(world.Chromium);
        var (hands, page) = (installation.Hands, installation.Hands.Page);
        var customer = await installation.Control.AddAsync(new TenantShape("Alpine Ski House").PinRecoveryOn().WithoutPortal());

        await installation.SetUpAsync(
            person => person.ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Morgan Engineer" }), "account"), "--msp", "--unattended", "--people");
        await installation.StartAsync();
        await SignInAsync(hands);
        await Expect(page.Headline()).ToHaveTextAsync("Can users reset their PIN?");

        await hands.ClickAsync(customer.Name);
        await hands.ClickAsync(page.Drawer().GetByRole(AriaRole.Link, new() { Name = "Open this tenant" }), "Open this tenant");
        await hands.ClickAsync("Set up");
        await hands.ClickAsync("Consent through Partner Center");
        await Expect(page.GetByText("The consent is given and works.")).ToBeVisibleAsync();
        await hands.ClickAsync("Health");
        await RepairAsync(hands);
        Assert.Equal(2, (await installation.Control.WritesAsync(customer.Id)).Count(write => write.Path == "/v1.0/servicePrincipals"));
        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToContainTextAsync("The tenant is set up");

        await page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = $"Undo in {customer.Name}" }).ClickAsync();
        await Expect(page.Sheet()).ToContainTextAsync("the fix was taken back");
        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps were deleted");

        // Entra sends people back only where the registration says so.
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Signed in as") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByText("You are signed out")).ToBeVisibleAsync();
        Assert.StartsWith($"{Installation.Url.AbsoluteUri}sign-in", page.Url, StringComparison.Ordinal);
        Assert.Empty(installation.Complaints);
    }

    /// <summary>As docs/install.md counts it, which says the number.</summary>
    [Fact]
    public async Task Organisation_FromTheImageToTheFirstVerifiedRepair_TakesTenInteractions()
    {
        await using var installation = await Installation.PrepareAsync(world.Chromium);
        var (hands, page) = (installation.Hands, installation.Hands.Page);
        var own = await installation.Control.AddAsync(new TenantShape("Alpine Ski House").PinRecoveryOn().WithoutPortal());

        await installation.SetUpAsync(person => person.TypeAsync(page.GetByLabel("Use another account"), own.Administrator));
        await installation.StartAsync();
        await SignInAsync(hands);
        await RepairAsync(hands);

        Assert.True(hands.Count == 10, hands.Account);
        Assert.Empty(installation.Complaints);
    }

    /// <summary>The browser that entered the code knows the person already.</summary>
    private static async Task SignInAsync(Hands hands)
    {
        await hands.OpenAsync("/");
        await hands.ClickAsync("Sign in with Microsoft");
        await Expect(hands.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Signed in as") })).ToBeVisibleAsync();
        Assert.StartsWith(Installation.Url.AbsoluteUri, hands.Page.Url, StringComparison.Ordinal);
    }

    private static async Task RepairAsync(Hands hands)
    {
        await Expect(hands.Page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps are missing");
        await hands.ClickAsync(hands.Page.FixEverything(), "Fix everything");
        await hands.ClickAsync(hands.Page.Sheet().GetByRole(AriaRole.Button, new() { NameRegex = new("^Run in ") }), "Run");
        await Expect(hands.Page.RunState()).ToHaveTextAsync("Verified");
        TestContext.Current.TestOutputHelper?.WriteLine($"To the first verified repair: {hands.Account}");
    }
}
