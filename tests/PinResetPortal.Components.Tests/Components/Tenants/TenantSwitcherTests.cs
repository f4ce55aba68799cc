using Bunit;
using Microsoft.AspNetCore.Components.Web;
using PinResetPortal.Components.Choosing;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class TenantSwitcherTests : ComponentTest
{
    [Fact]
    public void TenantSwitcher_Opened_ListsAllTenants() =>
        Assert.Equal(["Contoso", "Fabrikam MSP"], Names(Opened()));

    [Fact]
    public void TenantSwitcher_PastedId_OpensThatTenantOnEnter()
    {
        var switcher = Opened();
        switcher.Find("input").Input(Some.Fabrikam.Id.ToString());
        Assert.Equal(["Fabrikam MSP"], Names(switcher));

        switcher.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith($"/tenants/{Some.Fabrikam.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void TenantSwitcher_ArrowDown_ChoosesTheNext()
    {
        var switcher = Opened();

        switcher.Find("input").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        switcher.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith($"/tenants/{Some.Fabrikam.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void TenantSwitcher_MoreThanItShows_SaysHowManyThereAre()
    {
        Catalog.Tenants.AddRange(Enumerable.Range(0, 1024).Select(number => new Tenant(new TenantId(Guid.NewGuid()), $"Tenant {number}", null, Some.Contoso.Relationship)));

        var switcher = Opened();

        Assert.Contains("100 of 1,026 tenants, type to narrow", switcher.Find(".switcher-note").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("100 of 1,026 tenants, type to narrow", switcher.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TenantSwitcher_RecentTenant_IsNotCountedTwice()
    {
        Browser.Setup<TenantMemory?>("readTenantMemory").SetResult(new TenantMemory([Some.Contoso.Id.ToString()], []));

        Assert.StartsWith("2 tenants;", Opened().Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TenantSwitcher_NothingMatches_SaysWhatIsListed()
    {
        var switcher = Opened();

        switcher.Find("input").Input("zzz");

        Assert.Contains("No tenant matches", switcher.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void TenantSwitcher_Star_IsKeptByTheBrowser()
    {
        var switcher = Opened();

        switcher.Find("button[aria-label='Favourite: Contoso']").Click();

        Assert.Equal(Some.Contoso.Id.ToString(), Browser.VerifyInvoke("toggleFavourite").Arguments[0]);
    }

    [Fact]
    public void TenantSwitcher_ListFails_SaysSo()
    {
        Catalog.Failure = new InvalidOperationException();

        Assert.Contains("The tenants could not be listed.", Opened().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private static List<string> Names(IRenderedComponent<TenantSwitcher> switcher) =>
        [.. switcher.FindAll(".tenant-option-name").Select(name => name.TextContent)];

    private IRenderedComponent<TenantSwitcher> Opened()
    {
        var switcher = Render<TenantSwitcher>();
        switcher.Find("input").Focus();
        return switcher;
    }
}
