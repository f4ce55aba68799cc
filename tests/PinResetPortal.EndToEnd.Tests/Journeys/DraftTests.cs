using PinResetPortal.EndToEnd.Browsing;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>The portal dies while somebody fills in a form, and starts again.</summary>
[Collection(Own.Halves)]
public sealed class DraftTests(World world) : KillableJourney
{
    private const string Kept = "JSON.stringify({ ...sessionStorage })";

    [Fact]
    public async Task Form_HalfFilledWhenThePortalIsKilled_KeepsWhatWasTypedButNoSecret()
    {
        await using var visitor = await Visitor.OpenAsync(world.Chromium, Portal.Address, Look.Light);
        await visitor.SignInAsync("Morgan Engineer", "/settings/notifications");
        var page = visitor.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("On-call");
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("https://hooks.fabrikam.example/pin");
        await page.GetByLabel("Only tenants with one of these tags").FillAsync("gold");
        await page.GetByLabel("Signing secret", new() { Exact = true }).FillAsync("whsec_not-to-be-kept-anywhere");
        await page.GetByLabel("Tell nothing every day between two times").CheckAsync();
        await page.GetByLabel("Time zone", new() { Exact = true }).Last.FillAsync("Europe/Berlin");

        await page.EvaluateAsync("() => { window.isBefore = true; }");
        var other = await visitor.Context.NewPageAsync();
        await other.GotoAsync("/tenants");
        await other.GetByText("Add a tenant by hand").ClickAsync();
        await other.GetByLabel("Name", new() { Exact = true }).FillAsync("Bellows College");
        await Portal.KillAsync();
        await Portal.StartAgainAsync();

        // The page notices by itself, and reads itself again without asking.
        await page.WaitForFunctionAsync("() => !window.isBefore");
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("On-call");
        await Expect(page.GetByLabel("Address", new() { Exact = true })).ToHaveValueAsync("https://hooks.fabrikam.example/pin");
        await Expect(page.GetByLabel("Only tenants with one of these tags")).ToHaveValueAsync("gold");
        await Expect(page.GetByLabel("Time zone", new() { Exact = true }).Last).ToHaveValueAsync("Europe/Berlin");
        await Expect(page.GetByLabel("Signing secret", new() { Exact = true })).ToBeEmptyAsync();

        await Expect(other.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Bellows College");
        Assert.DoesNotContain("not-to-be-kept", await page.EvaluateAsync<string>(Kept), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the destination" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(page.GetByText("On-call").First).ToBeVisibleAsync();
        Assert.DoesNotContain("portal.draft", await page.EvaluateAsync<string>(Kept), StringComparison.Ordinal);
    }
}
