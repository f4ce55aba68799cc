using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>From "the portal is not consented" to a verdict, through the wizard, by both ways.</summary>
public sealed class OnboardingTests(World world) : Journey(world)
{
    [Fact]
    public async Task ThroughPartnerCenter_EngineerConsents_TenantIsCheckedAtOnce()
    {
        var tenant = await AddAsync(new TenantShape("Alpine Ski House").Consented().PinRecoveryOn().WithoutPortal());
        var page = await SignedInAsync("Olive Operator", $"/tenants/{tenant.Id}/onboarding");
        await Expect(page.GetByText("AADSTS90099")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Consent through Partner Center" }).ClickAsync();

        await Expect(page.GetByText("The consent is given and works.")).ToBeVisibleAsync();
        await Expect(page.Locator(".onboarding-head .status")).ToHaveTextAsync("Ready");
        await CheckedAsync(page);
    }

    [Fact]
    public async Task ByTheTenantsAdministrator_LinkIsSentAndAccepted_WizardSeesItByItself()
    {
        var tenant = await AddAsync(new TenantShape("Coho Winery").Consented().PinRecoveryOn().WithoutPortal());
        var engineer = await VisitAsync();
        await engineer.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await engineer.SignInAsync("Morgan Engineer", $"/tenants/{tenant.Id}/onboarding");
        var page = engineer.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the link" }).ClickAsync();
        await Expect(page.GetByText("Copied", new() { Exact = true })).ToBeAttachedAsync();
        var link = await page.EvaluateAsync<string>("navigator.clipboard.readText()");

        var admin = (await VisitAsync()).Page;
        await admin.GotoAsync(link);
        await admin.GetByLabel("Use another account").FillAsync(tenant.Administrator);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(admin.Headline()).ToHaveTextAsync("Thank you");

        await Expect(page.GetByText($"Entra gives the portal tokens for {tenant.Name}.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await CheckedAsync(page);
        Assert.Equal("Ready", await Api.VerdictAsync(tenant.Id));
        Assert.Empty(await Emulator.WritesAsync(tenant.Id));
    }

    /// <summary>A consent that was awaited is followed by the check that it was given for.</summary>
    private static Task CheckedAsync(IPage page) => Expect(page.Locator(".first-check")).ToContainTextAsync("The tenant is set up");
}
