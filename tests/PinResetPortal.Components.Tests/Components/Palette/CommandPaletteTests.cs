using Bunit;
using Microsoft.AspNetCore.Components.Web;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Palette;

public sealed class CommandPaletteTests : ComponentTest
{
    [Fact]
    public void Palette_Opened_ListsPages()
    {
        var titles = Titles(Opened());

        Assert.Equal(["Overview", "Tenants", "Bulk repairs", "Activity", "Troubleshoot", "Guide"], titles);
    }

    [Theory]
    [InlineData("caa20004", "/guide/caa20004")]
    [InlineData("650052", "/guide/aadsts-650052")]
    [InlineData("contoso", "/tenants/aaaaaaaa-0000-4000-8000-000000000001")]
    [InlineData("activ", "/activity")]
    [InlineData("pilots", "/bulk")]
    [InlineData("people: contoso", "/tenants/aaaaaaaa-0000-4000-8000-000000000001/people")]
    public void Palette_TypedAndEnter_GoesThere(string text, string address)
    {
        var palette = Opened();
        palette.Find("input").Input(text);

        palette.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith(address, Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Palette_ArrowDown_ChoosesTheNext()
    {
        var palette = Opened();

        palette.Find("input").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        palette.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith("/tenants", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PortalRole.Operator, true)]
    [InlineData(PortalRole.Reader, false)]
    public void Palette_OnABrokenTenant_OffersItsFixesToThoseWhoMay(PortalRole role, bool offered)
    {
        SignIn(role);
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(
            Some.Contoso, Verdict.NotReady, new AssessedFinding(Some.Finding("consent.pin-reset-service", FindingStatus.Broken), Fixable: true));
        Navigation.NavigateTo($"/tenants/{Some.Contoso.Id}");

        var palette = Opened();

        Assert.Contains("Troubleshoot here", Titles(palette));
        Assert.Equal(offered, Titles(palette).Contains("Fix everything in Contoso"));
        Assert.Empty(Readiness.Calls);
    }

    [Fact]
    public void Palette_TenantsCannotBeListed_StillHasTheGuide()
    {
        Catalog.Failure = new InvalidOperationException();
        var palette = Opened();

        palette.Find("input").Input("caa20004");

        Assert.Contains("The tenants could not be listed.", palette.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(Titles(palette));
    }

    [Fact]
    public void Palette_NothingMatches_SaysWhereToPaste()
    {
        var palette = Opened();

        palette.Find("input").Input("zzzz");

        Assert.Contains("Nothing matches", palette.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Palette_Dark_ChangesTheColours()
    {
        var palette = Opened();
        palette.Find("input").Input("colours dark");

        palette.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Assert.Equal("dark", Browser.VerifyInvoke("writeTheme").Arguments[0]);
    }

    [Fact]
    public void Palette_SignOut_SendsTheForm()
    {
        var palette = Opened();
        palette.Find("input").Input("sign out");

        palette.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Assert.Equal("form.sign-out", Browser.VerifyInvoke("submitForm").Arguments[0]);
    }

    [Fact]
    public void Palette_OneTenant_OffersNothingAboutMany()
    {
        Catalog.Tenants.RemoveAll(tenant => tenant.Id == Some.Contoso.Id);

        Assert.Equal(["Activity", "Troubleshoot", "Guide"], Titles(Opened()));
    }

    /// <summary>A search box of the browser takes the first Escape for itself.</summary>
    [Fact]
    public void Palette_Box_LeavesEscapeToTheDialog() => Assert.Equal("text", Opened().Find("input").GetAttribute("type"));

    [Fact]
    public void Palette_Admin_FindsTheSettings()
    {
        SignIn(PortalRole.Admin);

        Assert.Contains("Settings", Titles(Opened()));
    }

    private static List<string> Titles(IRenderedComponent<CommandPalette> palette) =>
        [.. palette.FindAll(".tenant-option-name").Select(name => name.TextContent)];

    private IRenderedComponent<CommandPalette> Opened()
    {
        var palette = Render<CommandPalette>();
        palette.Find("input").Focus();
        return palette;
    }
}
