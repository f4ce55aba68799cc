using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;

namespace PinResetPortal.EndToEnd.Installing;

/// <summary>The whole promise: from a tenant that has nothing of the portal to a customer that was repaired, and out again.</summary>
[Collection(Own.Processes)]
public sealed class FromNothingTests(World world)
{
    private const string Engineer = "Morgan Engineer";

    [Fact]
    public async Task Operator_SetsUpOnboardsRepairsTakesBackAndSignsOut()
    {
        await using var installation = await Installation.PrepareAsync();
        var tenant = await installation.Control.AddAsync(new TenantShape("Alpine Ski House").PinRecoveryOn().WithoutPortal());
        await using var visitor = await installation.VisitAsync(world.Chromium);
        await using var report = new Report(visitor, installation);

        var said = await installation.SetUpAsync(visitor, Engineer);
        Assert.Contains("Proved: Entra gives the registration a token", said, StringComparison.Ordinal);
        await installation.StartAsync();

        var page = visitor.Page;
        await visitor.SignInAsync(Engineer);
        await Expect(page.Headline()).ToHaveTextAsync("Can users reset their PIN?");
        Assert.StartsWith(Installation.Url.AbsoluteUri, page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the customers again" }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a tenant" }).FillAsync(tenant.Id);
        await Expect(page.Locator($"[id='row-{tenant.Id}']")).ToBeVisibleAsync();

        await page.GotoAsync($"/tenants/{tenant.Id}/onboarding");
        await page.GetByRole(AriaRole.Button, new() { Name = "Consent through Partner Center" }).ClickAsync();
        await Expect(page.GetByText("The consent is given and works.")).ToBeVisibleAsync();

        await page.GotoAsync(TenantPages.Health(tenant.Id));
        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps are missing");
        await page.FixEverything().ClickAsync();
        await page.RunAsync(tenant.Name);
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        Assert.Equal(2, (await installation.Control.WritesAsync(tenant.Id)).Count(write => write.Path == "/v1.0/servicePrincipals"));
        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToContainTextAsync("The tenant is set up");

        await page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = $"Undo in {tenant.Name}" }).ClickAsync();
        await Expect(page.Sheet()).ToContainTextAsync("the fix was taken back");
        await page.CloseDialogAsync();

        // Entra sends people back only where the registration says so.
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Signed in as") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByText("You are signed out")).ToBeVisibleAsync();
        Assert.Equal($"{Installation.Url.AbsoluteUri}sign-in?signed-out=true", page.Url);
        Assert.Empty(visitor.Complaints);
    }
    /// <summary>Shown with a failure: where the page was in the end, and what the portal said.</summary>
    private sealed class Report(Visitor visitor, Installation installation) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => TestContext.Current.TestOutputHelper?.WriteLine(
            $"At {visitor.Page.Url}\n{await visitor.Page.Locator("body").InnerTextAsync()}\n{string.Join('\n', visitor.Complaints)}\n{installation.Output}\nRefused: {string.Join(' ', installation.Refused)}");
    }
}
