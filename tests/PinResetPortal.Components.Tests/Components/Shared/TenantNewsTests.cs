using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using PinResetPortal.Components.Layout;
using PinResetPortal.Components.Onboarding;
using PinResetPortal.Components.Troubleshooting;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;
using PinResetPortal.Work.Troubleshooting;
using Xunit;

namespace PinResetPortal.Components.Shared;

/// <summary>A home tenant has no name before its first read. Whatever shows it takes over what a read learns, so that nobody confirms a run in "Your tenant".</summary>
public sealed class TenantNewsTests : ComponentTest
{
    private static readonly Type[] Reads = [typeof(IReadinessService), typeof(ITroubleshootingService)];

    public TenantNewsTests() => Catalog.Tenants[1] = Some.Fabrikam with { DisplayName = "Your tenant", DefaultDomain = null };

    [Fact]
    public void Components_ThatFindATenantAndHaveItRead_TellOrHearItsName()
    {
        var components = typeof(App).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IComponent)) && Asks(type, typeof(ITenantCatalog)) && Reads.Any(read => Asks(type, read))).ToList();

        Assert.NotEmpty(components);
        Assert.Empty(components.Where(type => !Asks(type, typeof(TenantNews))).Select(type => type.FullName));

        static bool Asks(Type component, Type service) => component.GetProperties().Any(property => property.PropertyType == service);
    }

    [Fact]
    public void PersonMenu_NameLearntMeanwhile_ShowsItWhenItIsOpened()
    {
        var menu = Render<PersonMenu>();
        Assert.Contains("Your tenant", menu.Markup, StringComparison.Ordinal);
        Catalog.Tenants[1] = Some.Fabrikam;

        menu.Find("#person-menu").TriggerEvent("ontoggle", EventArgs.Empty);

        menu.WaitForAssertion(() => Assert.Contains("Fabrikam MSP", menu.Find(".menu-facts").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnboardingPage_ReadLearntTheName_ShowsIt()
    {
        var page = Render<OnboardingPage>(p => p.Add(x => x.Id, Some.Fabrikam.Id.ToString()));
        Assert.Equal("Your tenant", page.FindComponent<FirstCheck>().Instance.Tenant.DisplayName);

        Catalog.Tenants[1] = Some.Fabrikam;
        await Services.GetRequiredService<TenantNews>().TellAsync(Some.Fabrikam.Id);

        page.WaitForAssertion(() => Assert.Equal("Fabrikam MSP", page.FindComponent<FirstCheck>().Instance.Tenant.DisplayName));
    }

    [Fact]
    public void TroubleshootPage_ReadLearntTheName_NamesItInTheAnswerTheTicketAndTheBand()
    {
        Navigation.NavigateTo($"/tenants/{Some.Fabrikam.Id}/troubleshoot");
        Browser.Setup<IJSStreamReference?>("readText", _ => true).SetResult(new FakeTextBox("CAA20004"));
        Readiness.Answers[Some.Fabrikam.Id] = Some.NotConsented(Some.Fabrikam);
        Readiness.Gates[Some.Fabrikam.Id] = new();
        var band = Render<TenantBand>();
        var page = Render<TroubleshootPage>(p => p.Add(x => x.Id, Some.Fabrikam.Id.ToString()));
        page.Find("form.paste").Submit();
        Catalog.Tenants[1] = Some.Fabrikam;

        Readiness.Gates[Some.Fabrikam.Id].SetResult();

        band.WaitForAssertion(() => Assert.Contains("Fabrikam MSP", band.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("findings of Fabrikam MSP", page.Find(".answer").TextContent, StringComparison.Ordinal));
        Button(page, "Copy for ticket").Click();
        Assert.Contains("PIN reset: Fabrikam MSP", (string)Browser.VerifyInvoke("copyText").Arguments[0]!, StringComparison.Ordinal);
    }
}
