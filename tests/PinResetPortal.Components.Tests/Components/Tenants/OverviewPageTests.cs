using Bunit;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class OverviewPageTests : ComponentTest
{
    public OverviewPageTests() => Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);

    [Fact]
    public void OverviewPage_Loading_SaysSo()
    {
        Catalog.Gate = new TaskCompletionSource();

        Assert.Contains("Loading the tenants", Render<OverviewPage>().Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_Ready_ListsTenantVerdictAndAge()
    {
        var page = Render<OverviewPage>();

        Assert.Equal(["Contoso", "Fabrikam MSP"], Names(page));
        var contoso = page.FindAll("tbody tr").First(row => row.TextContent.Contains("Contoso", StringComparison.Ordinal)).TextContent;
        Assert.Contains("Not ready", contoso, StringComparison.Ordinal);
        Assert.Contains("3 minutes ago", contoso, StringComparison.Ordinal);
        Assert.Contains("GDAP customer", contoso, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_VerdictChip_FiltersAndStandsInTheAddress()
    {
        var page = Render<OverviewPage>();

        Button(page, "Not ready").Click();

        Assert.Equal(["Contoso"], Names(page));
        Assert.EndsWith("?verdict=notReady", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_FilterInTheAddress_IsApplied()
    {
        Navigation.NavigateTo("/?q=fabrikam.example");

        Assert.Equal(["Fabrikam MSP"], Names(Render<OverviewPage>()));
    }

    [Fact]
    public void OverviewPage_NothingMatches_OffersAllAgain()
    {
        var page = Render<OverviewPage>();
        page.Find("input[type=search]").Input("zzz");
        Assert.Contains("No tenant matches", page.Markup, StringComparison.Ordinal);

        Button(page, "Show all tenants").Click();

        Assert.Equal(2, Names(page).Count);
    }

    [Fact]
    public void OverviewPage_NoTenants_SaysWhereTheyComeFrom()
    {
        Catalog.Tenants.Clear();

        Assert.Contains("No tenants yet", Render<OverviewPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_OneTenant_GoesToItsHealth()
    {
        Catalog.Tenants.RemoveAll(tenant => tenant.Id != Some.Contoso.Id);

        Render<OverviewPage>();

        Assert.EndsWith($"/tenants/{Some.Contoso.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_CustomersCouldNotBeRead_SaysThatTheListMayBeOld()
    {
        Catalog.Stale = new UnreadableReason(UnreadableKind.Throttled, "Graph was too busy.", "Try again in a minute.");

        Assert.Contains("Graph was too busy. Try again in a minute.", Render<OverviewPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_ListFails_TellsTheCorrelationId()
    {
        Catalog.Failure = new InvalidOperationException("secret detail");

        var page = Render<OverviewPage>();

        Assert.Contains("The tenants could not be listed.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_NoRole_IsForbidden()
    {
        SignIn(PortalRole.None);

        var page = Render<OverviewPage>();

        Assert.Contains("You may not see this", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Names(page));
    }

    [Fact]
    public void StatusLook_VerdictUnknown_IsNeverGreen()
    {
        Assert.NotEqual("good", Health.StatusLook.Of(Verdict.Unknown).Tone);
        Assert.NotEqual("good", Health.StatusLook.Of(FindingStatus.Unknown).Tone);
        Assert.NotEqual("good", Health.StatusLook.Of((Verdict?)null).Tone);
    }

    private static List<string> Names(IRenderedComponent<OverviewPage> page) => [.. page.FindAll("a.row-link").Select(link => link.TextContent)];
}
