using System.Globalization;
using System.Text.RegularExpressions;
using Bunit;
using PinResetPortal.Components.Access;
using PinResetPortal.Components.Health;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Layout;

public sealed partial class FrameTests : ComponentTest
{
    [Theory]
    [InlineData(PortalRole.Admin, true)]
    [InlineData(PortalRole.Operator, false)]
    [InlineData(PortalRole.None, false)]
    public void TopBar_Settings_AreLinkedForAdminsOnly(PortalRole role, bool linked)
    {
        SignIn(role);

        Assert.Equal(linked, Render<TopBar>().FindAll("nav a").Any(link => link.GetAttribute("href") == "/settings"));
    }

    [Fact]
    public void TopBar_OneTenant_HasNothingToChooseFrom()
    {
        Catalog.Tenants.RemoveAll(tenant => tenant.Id == Some.Contoso.Id);

        var bar = Render<TopBar>();

        bar.WaitForAssertion(() => Assert.Equal($"/tenants/{Some.Fabrikam.Id}", bar.Find(".main-nav a").GetAttribute("href")));
        Assert.DoesNotContain(bar.FindAll(".main-nav a"), link => link.GetAttribute("href") is "/" or "/tenants");
        Assert.Empty(bar.FindAll("[data-open-switcher]"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TopBar_ListNotReadOrManyTenants_ShowsEverything(bool stale)
    {
        if (stale)
        {
            Catalog.Tenants.RemoveAll(tenant => tenant.Id == Some.Contoso.Id);
            Catalog.Stale = new(UnreadableKind.Unavailable, "Graph did not answer.");
        }

        var bar = Render<TopBar>();

        Assert.Contains(bar.FindAll(".main-nav a"), link => link.GetAttribute("href") == "/tenants");
        Assert.NotEmpty(bar.FindAll("[data-open-switcher]"));
    }

    [Fact]
    public void TenantBand_OnATenantPage_LeadsToItsPagesAndPortals()
    {
        Navigation.NavigateTo($"/tenants/{Some.Contoso.Id}/people");

        var band = Render<TenantBand>();

        Assert.Equal(["Health", "People", "Troubleshoot", "History", "Evidence", "Set up"], band.FindAll("nav a").Select(link => link.TextContent));
        Assert.Equal("People", band.Find("nav a.active").TextContent);
        Assert.Equal(
            [$"https://intune.microsoft.com/{Some.Contoso.Id}/", $"https://entra.microsoft.com/{Some.Contoso.Id}/"],
            band.FindAll(".tenant-portals a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void TenantBand_OnATenantPage_NamesTheTenant()
    {
        Navigation.NavigateTo($"/tenants/{Some.Contoso.Id}/history");

        var band = Render<TenantBand>().Find("section").TextContent;

        Assert.Contains("Contoso", band, StringComparison.Ordinal);
        Assert.Contains("contoso.example", band, StringComparison.Ordinal);
    }

    [Fact]
    public void TenantBand_TenantSwitched_NamesTheOther()
    {
        Navigation.NavigateTo($"/tenants/{Some.Contoso.Id}");
        var band = Render<TenantBand>();

        Navigation.NavigateTo($"/tenants/{Some.Fabrikam.Id}");

        band.WaitForAssertion(() => Assert.Contains("Fabrikam MSP", band.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Contoso", band.Markup, StringComparison.Ordinal);
    }

    /// <summary>A home tenant has no name before its first read.</summary>
    [Fact]
    public void TenantBand_ReadLearntTheName_ShowsIt()
    {
        Catalog.Tenants[0] = Some.Contoso with { DisplayName = "Your tenant" };
        Navigation.NavigateTo($"/tenants/{Some.Contoso.Id}");
        var band = Render<TenantBand>();
        Assert.Contains("Your tenant", band.Markup, StringComparison.Ordinal);
        Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);
        Readiness.Gates[Some.Contoso.Id] = new();
        Render<HealthPage>(p => p.Add(page => page.Id, Some.Contoso.Id.ToString()));
        Catalog.Tenants[0] = Some.Contoso;

        Readiness.Gates[Some.Contoso.Id].SetResult();

        band.WaitForAssertion(() => Assert.Contains("Contoso", band.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void TenantBand_OnAnotherPage_IsNotThere()
    {
        Navigation.NavigateTo("/activity");

        Assert.Empty(Render<TenantBand>().FindAll("section"));
    }

    [Fact]
    public void TenantColour_AnyTenant_HasTheContrastOfWcagAa()
    {
        var random = new Random(1);
        for (var sample = 0; sample < 500; sample++)
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            var colour = TenantColour.For(new TenantId(new Guid(bytes)));
            Assert.True(ContrastWithWhite(colour) >= 4.5, colour);
        }
    }

    /// <summary>Hues of red, amber, green and of the purple of Unknown, as app.css has them.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(37)]
    [InlineData(144)]
    [InlineData(245)]
    [InlineData(364)]
    public void TenantColour_AnyTenant_IsNoColourOfAState(int hue)
    {
        var random = new Random(2);
        for (var sample = 0; sample < 500; sample++)
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            var colour = TenantColour.For(new TenantId(new Guid(bytes)));
            Assert.True(Math.Abs(int.Parse(Numbers().Match(colour).Value, CultureInfo.InvariantCulture) - hue) >= 25, colour);
        }
    }

    [Fact]
    public void TenantColour_SameTenant_IsTheSame() => Assert.Equal(TenantColour.For(Some.Contoso.Id), TenantColour.For(Some.Contoso.Id));

    [Theory]
    [InlineData("light", "light")]
    [InlineData("dark", "dark")]
    [InlineData("\"><script>", "system")]
    [InlineData(null, "system")]
    public void ThemeChoice_Cookie_IsOneOfThree(string? cookie, string expected) => Assert.Equal(expected, ThemeChoice.From(cookie));

    [Fact]
    public void ThemePicker_Dark_IsKeptByTheBrowser()
    {
        var picker = Render<ThemePicker>();

        picker.Find("input[value=dark]").Change("dark");

        Assert.Equal("dark", Browser.VerifyInvoke("writeTheme").Arguments[0]);
    }

    [Fact]
    public void PersonMenu_SignedIn_SaysWhoFromWhereAndInWhichRole()
    {
        var menu = Render<PersonMenu>();

        var words = menu.Find("#person-menu").TextContent;
        Assert.Contains("Ada Admin", words, StringComparison.Ordinal);
        Assert.Contains("Fabrikam MSP", words, StringComparison.Ordinal);
        Assert.Contains("Operator", words, StringComparison.Ordinal);
        Assert.Equal("/authentication/logout", menu.Find("form[method=post]").GetAttribute("action"));
    }

    [Theory]
    [InlineData(10, "just now")]
    [InlineData(60, "1 minute ago")]
    [InlineData(180, "3 minutes ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(172800, "2 days ago")]
    [InlineData(5184000, "on 23 Sep 2026")]
    public void ViewerClock_Age_IsInWords(int seconds, string expected) =>
        Assert.Equal(expected, new ViewerClock(Time, new BrowserBridge(JSInterop.JSRuntime)).Relative(Some.Now.AddSeconds(-seconds)));

    [Fact]
    public void When_ViewerInBerlin_ShowsTheirTimeOnHover()
    {
        Browser.Setup<string?>("readTimeZone").SetResult("Europe/Berlin");

        var when = Render<When>(parameters => parameters.Add(time => time.At, Some.Now));

        when.WaitForAssertion(() => Assert.Equal("22 Nov 2026, 15:03:10 (UTC+01:00)", when.Find("time").GetAttribute("title")));
    }

    [Theory]
    [InlineData("/tenants/1?fix=all", "%2Ftenants%2F1%3Ffix%3Dall")]
    [InlineData("https://evil.example", "%2F")]
    [InlineData("//evil.example", "%2F")]
    public void SignInPage_ReturnUrl_StaysInThePortal(string asked, string expected)
    {
        Navigation.NavigateTo($"/sign-in?returnUrl={Uri.EscapeDataString(asked)}");

        Assert.Equal($"/authentication/login?returnUrl={expected}", Render<SignInPage>().Find("a").GetAttribute("href"));
    }

    [Fact]
    public void NoAccessPage_NoRole_SaysWhichRoleToAskFor()
    {
        SignIn(PortalRole.None);

        var page = Render<NoAccessPage>().Markup;

        Assert.Contains("Reader", page, StringComparison.Ordinal);
        Assert.Contains("ada@fabrikam.example", page, StringComparison.Ordinal);
        Assert.Contains(Some.Fabrikam.Id.ToString(), page, StringComparison.Ordinal);
    }

    [Fact]
    public void NoAccessPage_TenantNotAllowed_SaysSo()
    {
        Navigation.NavigateTo("/no-access?reason=tenant");

        Assert.Equal("Your tenant may not use this portal", Render<NoAccessPage>().Find("h1").TextContent);
    }

    private static double ContrastWithWhite(string hsl)
    {
        var parts = Numbers().Matches(hsl).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToArray();
        var (hue, saturation, lightness) = (parts[0], parts[1] / 100, parts[2] / 100);
        var range = saturation * Math.Min(lightness, 1 - lightness);
        var luminance = (0.2126 * Linear(Channel(0))) + (0.7152 * Linear(Channel(8))) + (0.0722 * Linear(Channel(4)));
        return 1.05 / (luminance + 0.05);

        double Channel(double offset)
        {
            var k = (offset + (hue / 30)) % 12;
            return lightness - (range * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)));
        }

        static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
