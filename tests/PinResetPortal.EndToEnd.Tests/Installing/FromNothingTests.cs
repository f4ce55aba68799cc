using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;

namespace PinResetPortal.EndToEnd.Installing;

/// <summary>The whole promise: from a tenant that has nothing of the portal to one that was repaired, and out again.</summary>
[Collection(Own.Nothing)]
public sealed class FromNothingTests(World world)
{
    [Fact]
    public async Task Partner_SetsUpOnboardsRepairsTakesBackAndSignsOut()
    {
        await using var installation = await Installation.PrepareAsync(world.Chromium);
        var (hands, page) = (installation.Hands, installation.Hands.Page);
        var customer = await installation.Control.AddAsync(new TenantShape("Alpine Ski House").PinRecoveryOn().WithoutPortal());

        await installation.SetUpInBrowserAsync(page.GetByRole(AriaRole.Button, new() { Name = "Morgan Engineer" }), "--msp", "--unattended", "--people");
        await installation.StartAsync();
        await hands.OpenAsync(installation.SignInLink);
        await Expect(page.Headline()).ToHaveTextAsync("Tenants");
        await hands.ClickAsync($"Set up {customer.Name}");
        await hands.ClickAsync("Consent through Partner Center");
        await Expect(page.GetByText("The consent is given and works.")).ToBeVisibleAsync();
        await Expect(page.Locator(".first-check")).ToContainTextAsync("Users get CAA20004: two apps are missing");
        await hands.ClickAsync(page.Locator(".first-check").GetByRole(AriaRole.Link, new() { NameRegex = new("^Fix everything") }), "Fix everything");
        await RunAsync(hands);
        Assert.True(hands.Count == 9, hands.Account);
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

    /// <summary>As docs/install.md counts it, which says both numbers.</summary>
    [Fact]
    public async Task Organisation_FromTheImageToTheFirstVerifiedRepair_TakesNineInteractions()
    {
        await using var installation = await Installation.PrepareAsync(world.Chromium);
        var (hands, page) = (installation.Hands, installation.Hands.Page);
        var own = await installation.Control.AddAsync(new TenantShape("Alpine Ski House").PinRecoveryOn().WithoutPortal());

        await installation.SetUpByCodeAsync(person => person.TypeAsync(page.GetByLabel("Use another account"), own.Administrator));
        await installation.StartAsync();
        await hands.OpenAsync(installation.SignInLink);
        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps are missing");
        await Expect(page.Band()).ToContainTextAsync("Alpine Ski House");
        await hands.ClickAsync(page.FixEverything(), "Fix everything");
        await RunAsync(hands);

        Assert.True(hands.Count == 9, hands.Account);
        Assert.Empty(installation.Complaints);
    }

    private static async Task RunAsync(Hands hands)
    {
        await hands.ClickAsync(hands.Page.Sheet().GetByRole(AriaRole.Button, new() { NameRegex = new("^Run in ") }), "Run");
        await Expect(hands.Page.RunState()).ToHaveTextAsync("Verified");
        Assert.StartsWith(Installation.Url.AbsoluteUri, hands.Page.Url, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"To the first verified repair: {hands.Account}");
    }
}
