using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>The pages on which a person has to decide something, in every look; as in <see cref="PagesTests"/>.</summary>
[Collection(Own.Tenants)]
public sealed class DecisionPagesTests(World world, ClassDemo demo) : IClassFixture<ClassDemo>, IDisposable
{
    private const string EmptyGroup = "5f6f9a6e-0b0c-4a53-8d3c-6b0a2f2f1c10";

    private readonly TourPictures _pictures = new();

    private OwnDemo Demo => demo.Demo;

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public async Task PolicyOfAnEmptyGroup_Fix_AsksForTheAudience()
    {
        var tenant = await Demo.Emulator.AddAsync(new TenantShape("Liberty's Bakery").Consented().Group("Pilot without members", EmptyGroup).PinRecoveryOn(EmptyGroup), Demo.Api);
        await using var tour = await StartTourAsync("Morgan Engineer");

        await tour.ShowAsync("health-empty-group", TenantPages.Health(tenant.Id), page => Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Choose|^Fix") }).First).ToBeVisibleAsync());
        await tour.ShowAsync("remediation-audience", TenantPages.Plan(tenant.Id, "policy.pin-recovery"), async page =>
        {
            var choice = page.Sheet().GetByRole(AriaRole.Radiogroup, new() { Name = "Assign to" });
            await Expect(choice.GetByRole(AriaRole.Radio)).ToHaveCountAsync(3);
            await Expect(choice.GetByRole(AriaRole.Radio, new() { Checked = true })).ToHaveCountAsync(0);
            await Expect(page.Sheet().GetByRole(AriaRole.Button, new() { NameRegex = new("^Run in") })).ToHaveCountAsync(0);
        });
        await tour.ShowAsync("remediation-audience-chosen", TenantPages.Plan(tenant.Id, "policy.pin-recovery"), async page =>
        {
            await page.Sheet().GetByRole(AriaRole.Radio, new() { NameRegex = new("^All users") }).CheckAsync();
            await Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(1);
            await Expect(page.Sheet().GetByRole(AriaRole.Button, new() { NameRegex = new("^Run in") })).ToBeEnabledAsync();
        });

        Assert.Empty(tour.Problems);
        Assert.Empty(await Demo.Emulator.WritesAsync(tenant.Id));
    }

    [Fact]
    public async Task PlanOfANewPolicy_EveryLook_TellsEachSettingBeforeAndAfter()
    {
        var tenant = await Demo.Emulator.AddAsync(new TenantShape("VanArsdel").Consented(), Demo.Api);
        await using var tour = await StartTourAsync("Morgan Engineer");

        await tour.ShowAsync("remediation-template", TenantPages.Plan(tenant.Id), page => ShowSettingsAsync(page, page.Sheet().GetByRole(AriaRole.Radiogroup, new() { Name = "What is in it" })));
        await tour.ShowAsync("remediation-settings", TenantPages.Plan(tenant.Id), page => ShowSettingsAsync(page, page.Sheet().Locator(".step-card").First));
        await tour.ShowAsync("remediation-baseline", TenantPages.Plan(tenant.Id), async page =>
        {
            await page.Sheet().GetByRole(AriaRole.Radiogroup, new() { Name = "What is in it" }).GetByRole(AriaRole.Radio).Last.CheckAsync();
            await ShowSettingsAsync(page, page.Sheet().Locator(".step-card").First);
        });

        Assert.Empty(tour.Problems);
    }

    [Fact]
    public async Task AppsThereAndNoGrant_Troubleshoot_NamesTheGrant()
    {
        var tenant = await Demo.Emulator.AddAsync(new TenantShape("Grantless Grocers").Consented().PinRecoveryOn(), Demo.Api);
        await using var tour = await StartTourAsync("Harper Helpdesk");

        await tour.ShowAsync("troubleshoot-grant", $"/tenants/{tenant.Id}/troubleshoot", async page =>
        {
            await Expect(page.Band()).ToBeVisibleAsync();
            await page.Locator("textarea").FillAsync($$"""{"errorCode":65001,"failureReason":"The user or administrator has not consented to use the application with ID '{{TenantShape.ClientAppId}}' named 'Microsoft Pin Reset Client Production'."}""");
            await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
            await Expect(page.FirstCause()).ToBeVisibleAsync();
            await page.EvaluateAsync("() => document.querySelector('.answer').scrollIntoView()");
        });

        Assert.Empty(tour.Problems);
    }

    private static async Task ShowSettingsAsync(IPage page, ILocator shown)
    {
        await Expect(page.Sheet().Locator(".setting-changes").First).ToBeVisibleAsync();
        await shown.EvaluateAsync("part => part.scrollIntoView()");
    }

    private Task<Tour> StartTourAsync(string person) => Tour.StartAsync(world.Chromium, Demo.Portal.Address, _pictures.Folder, person);
}
