using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PinResetPortal.Components.Overview;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Scans;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class OverviewPageTests : ComponentTest
{
    public OverviewPageTests() => Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);

    [Fact]
    public void OverviewPage_Loading_SaysSo()
    {
        Catalog.Tenants.Clear();
        Catalog.Gate = new TaskCompletionSource();

        Assert.Contains("Loading the tenants", Render<OverviewPage>().Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_CustomersAreBeingReadAgain_ShowsWhatIsStoredMeanwhile()
    {
        Catalog.Gate = new TaskCompletionSource();

        Assert.Equal(["Contoso", "Fabrikam MSP"], Names(Render<OverviewPage>()));
    }

    [Fact]
    public void OverviewPage_Ready_ListsTenantVerdictAndAge()
    {
        var page = Render<OverviewPage>();

        Assert.Equal(["Contoso", "Fabrikam MSP"], Names(page));
        var contoso = page.FindAll("tbody tr").First(row => row.TextContent.Contains("Contoso", StringComparison.Ordinal)).TextContent;
        Assert.Contains("Not ready", contoso, StringComparison.Ordinal);
        Assert.Contains("3 minutes ago", contoso, StringComparison.Ordinal);
        Assert.Contains("GDAP active", contoso, StringComparison.Ordinal);
        Assert.Contains("Service app, Client app", contoso, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_Row_TellsItsPlaceAmongAll()
    {
        var page = Render<OverviewPage>();

        Assert.Equal("3", page.Find("table").GetAttribute("aria-rowcount"));
        Assert.Equal(["2", "3"], page.FindAll("tbody tr[aria-rowindex]").Select(row => row.GetAttribute("aria-rowindex")));
    }

    [Fact]
    public void OverviewPage_Trend_IsToldInWords()
    {
        Overview.Trend.AddRange([new(Verdict.NotReady, Some.Now.AddDays(-60), Some.Now.AddDays(-3)), new(Verdict.Ready, Some.Now.AddDays(-2), Some.Now)]);

        var trend = Render<OverviewPage>().Find("svg.sparkline");

        Assert.Contains("ready since 20 Nov 2026", trend.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("before: not ready", trend.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(["spark-bad", "spark-good"], trend.QuerySelectorAll("rect").Select(bar => bar.ClassName));
        Assert.Equal("112", trend.QuerySelectorAll("rect")[0].GetAttribute("width"));
    }

    [Fact]
    public void OverviewPage_EveryFilter_StandsInTheAddressAndComesBack()
    {
        const string Address = "/?q=con&verdict=notReady&stage=blocked&consent=broken&policy=needsAttention&check=policy.conflict&tag=vip&relationship=expiring&checked=stale&read=failed&show=favourites&scan=cccccccc-0000-4000-8000-000000000001&sort=lastChecked&order=desc&open=aaaaaaaa-0000-4000-8000-000000000001";

        var view = OverviewView.Read(new Uri("http://localhost" + Address));

        Assert.Equal(Address, view.Address);
        Assert.Equal((8, true), (view.FurtherFilters, view.Filters));
        Assert.All(OverviewView.Presets, preset => Assert.Equal(preset.View, OverviewView.Read(new Uri("http://localhost" + preset.View.Address))));
    }

    [Theory]
    [InlineData("verdict=maybe", "verdict")]
    [InlineData("consent=1", "consent")]
    [InlineData("order=up", "order")]
    [InlineData("stage=99", "stage")]
    [InlineData("open=contoso", "open")]
    [InlineData("scan=last", "scan")]
    public void OverviewView_ValueThatMeansNothing_IsTold(string address, string name)
    {
        var pair = address.Split('=');

        Assert.Equal([name], OverviewView.Read(asked => asked == pair[0] ? pair[1] : null).NotUnderstood);
    }

    [Fact]
    public void OverviewPage_Favourites_AreAskedForByTheirIds()
    {
        Browser.Setup<TenantMemory>("readTenantMemory").SetResult(new TenantMemory([], [Some.Contoso.Id.ToString()]));
        Navigation.NavigateTo("/?show=favourites");

        var page = Render<OverviewPage>();

        Assert.Equal(["Contoso"], Names(page));
        Assert.Equal($"/export/tenants.csv?show=favourites&id={Some.Contoso.Id}", page.Find("a.download").GetAttribute("href"));
    }

    [Fact]
    public void OverviewPage_HeaderClickedTwice_TurnsTheOrderRound()
    {
        var page = Render<OverviewPage>();

        Button(page, "Devices").Click();
        Assert.Equal("ascending", page.FindAll("th").Single(header => header.TextContent.Contains("Devices", StringComparison.Ordinal)).GetAttribute("aria-sort"));
        Button(page, "Devices").Click();

        Assert.EndsWith("?sort=coverage&order=desc", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains(Overview.Asked, query => query is { Sort: OverviewSort.Coverage, Descending: true });
    }

    [Fact]
    public async Task OverviewPage_FilterOfTheList_IsAsked()
    {
        var page = Render<OverviewPage>();

        Button(page, "Filters").Click();
        var consent = page.FindComponents<MudSelect<FindingStatus?>>().First(select => select.Instance.Label == "Consent");
        await page.InvokeAsync(() => consent.Instance.ValueChanged.InvokeAsync(FindingStatus.Broken));

        Assert.Contains(Overview.Asked, query => query.Consent == FindingStatus.Broken);
        Assert.Contains("Filters (1 set)", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_Fault_LeadsToItsTenantsAndBack()
    {
        var page = Render<OverviewPage>();
        var fault = page.FindAll(".queue a").First(line => line.TextContent.Contains("Service app missing or switched off", StringComparison.Ordinal));
        Assert.Equal(("1", "/?check=consent.pin-reset-service"), (fault.QuerySelector("strong")!.TextContent, fault.GetAttribute("href")));

        Navigation.NavigateTo("/?check=consent.pin-reset-service");

        page.WaitForAssertion(() => Assert.Equal(["Contoso"], Names(page)));
        Assert.Equal("/", page.Find(".queue a[aria-current]").GetAttribute("href"));
    }

    [Fact]
    public void OverviewPage_FixTheseOfAFault_PlansItsTenantsForThisCheckOnly()
    {
        var page = Render<OverviewPage>();

        page.Find("button[aria-label='Fix it: Service app missing or switched off']").Click();

        Assert.Equal("prepare 1 for AllDevices: consent.pin-reset-service", Assert.Single(Bulk.Asked));
    }

    [Fact]
    public void OverviewPage_FaultsThePortalCannotRepair_OfferNothing()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(Some.Contoso, Verdict.NotReady, Some.Assessed(Some.Finding("policy.hello-enabled", FindingStatus.Broken)));

        var page = Render<OverviewPage>();

        Assert.Contains("Windows Hello switched off", page.Find(".queue").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".queue button"));
    }

    [Fact]
    public void OverviewPage_RowOpened_ShowsTheTenantAndStepsThroughTheRest()
    {
        Navigation.NavigateTo("/?q=a");
        var page = Render<OverviewPage>();

        Navigation.NavigateTo(page.FindAll("a.row-link")[0].GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal("Contoso", page.Find("#drawer-title").TextContent));
        Assert.Equal("1 of 2", page.Find(".drawer-place [role=status]").TextContent);
        Assert.Contains("not consented in this tenant", page.Find(".drawer-findings").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal($"/tenants/{Some.Contoso.Id}?fix=consent.pin-reset-service", page.FindAll(".drawer-findings a")[0].GetAttribute("href"));
        Assert.True(page.Find("button[aria-label='Previous tenant']").HasAttribute("disabled"));

        page.Find("button[aria-label='Next tenant']").Click();
        page.WaitForAssertion(() => Assert.Equal("Fabrikam MSP", page.Find("#drawer-title").TextContent));
        Assert.EndsWith($"?q=a&open={Some.Fabrikam.Id}", Navigation.Uri, StringComparison.Ordinal);

        page.Find(".drawer").KeyDown("Escape");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".drawer")));
        Assert.EndsWith("/?q=a", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_Reader_SeesTheFindingsAndNoFix()
    {
        SignIn(PortalRole.Reader);
        Navigation.NavigateTo($"/?open={Some.Contoso.Id}");

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".drawer-findings li").Count));
        Assert.Empty(page.FindAll(".drawer-findings a"));
        Assert.Empty(page.FindAll(".queue button"));
    }

    [Fact]
    public void OverviewPage_TenantsThatAScanCouldNotRead_AreTheOnlyOnes()
    {
        var scan = FakeScans.Running(2);
        Scans.Items.Add(new(scan.Scan.Id, Some.Fabrikam.Id, "Fabrikam MSP", ScanItemState.Done, 1, new(ScanOutcome.NoAccess, Verdict.Unknown, "No role.", 1), Some.Now));
        Navigation.NavigateTo($"/?scan={scan.Scan.Id}");

        Assert.Equal(["Fabrikam MSP"], Names(Render<OverviewPage>()));
    }

    [Fact]
    public void OverviewPage_ColumnsOfThisBrowser_AreTheOnesShown()
    {
        Browser.Setup<string>("readKept", OverviewColumns.Key).SetResult("Relationship,Consent,Nonsense");

        var page = Render<OverviewPage>();

        Assert.Equal(["Tenant", "State", "Consent", "Relationship"], page.FindAll("th[scope=col]").Select(header => header.TextContent.Trim()).Where(words => words.Length > 0));
    }

    [Fact]
    public void OverviewPage_DemoThatNobodyHasLookedAt_IsCheckedAtOnce()
    {
        Readiness.Answers.Clear();

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Null(Assert.Single(Scans.Started)));
    }

    [Fact]
    public void OverviewPage_Reader_SelectsAndStartsNothing()
    {
        SignIn(PortalRole.Reader);

        var page = Render<OverviewPage>();

        Assert.Empty(page.FindAll(".check-cell"));
        Assert.False(Offers(page, "Check all"));
        Assert.NotNull(page.Find("a.download"));
    }

    [Fact]
    public void OverviewPage_Selected_AreCheckedAgainAndThenNoOthers()
    {
        var page = Render<OverviewPage>();

        page.Find("input[aria-label='Select Contoso']").Change(true);
        Button(page, "Check again").Click();

        Assert.Equal([Some.Contoso.Id], Assert.Single(Scans.Started)!);
        Assert.Contains("1 tenant selected", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_SelectAll_TakesWhatMatchesAndAnotherFilterLetsGo()
    {
        var page = Render<OverviewPage>();

        page.Find("input[aria-label='Select all 2 that match']").Change(true);
        Assert.Contains("2 tenants selected", page.Markup, StringComparison.Ordinal);
        Button(page, "Devices").Click();
        Assert.Contains("2 tenants selected", page.Markup, StringComparison.Ordinal);
        page.FindAll("button.chip").First(chip => chip.TextContent.Contains("Not ready", StringComparison.Ordinal)).Click();

        Assert.DoesNotContain("selected</strong>", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_CheckThese_TakesTheFilteredTenantsOnly()
    {
        Navigation.NavigateTo("/?verdict=notReady");
        var page = Render<OverviewPage>();

        Button(page, "Check these 1").Click();
        Assert.Equal([Some.Contoso.Id], Assert.Single(Scans.Started)!);

        page.FindAll("button.chip")[0].Click();
        Button(page, "Check all 2").Click();
        Assert.Null(Scans.Started[1]);
    }

    [Fact]
    public void OverviewPage_StartRefused_SaysWhy()
    {
        Scans.Answer = new PinResetPortal.Work.Scans.ScanStart.Denied(PortalRole.Operator);
        var page = Render<OverviewPage>();

        Button(page, "Check all").Click();

        Assert.Contains("This needs the portal role Operator.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_VerdictChip_FiltersAndStandsInTheAddress()
    {
        var page = Render<OverviewPage>();

        page.FindAll("button.chip").First(chip => chip.TextContent.Contains("Not ready", StringComparison.Ordinal)).Click();

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
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Contains("No tenant matches", page.Markup, StringComparison.Ordinal));

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
        Catalog.Tenants.RemoveAll(tenant => tenant.Id != Some.Fabrikam.Id);

        Render<OverviewPage>();

        Assert.EndsWith($"/tenants/{Some.Fabrikam.Id}", Navigation.Uri, StringComparison.Ordinal);
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
        Overview.Failure = new InvalidOperationException("secret detail");

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
        Assert.NotEqual("good", PinResetPortal.Components.Status.StatusLook.Of(Verdict.Unknown).Tone);
        Assert.NotEqual("good", PinResetPortal.Components.Status.StatusLook.Of(FindingStatus.Unknown).Tone);
        Assert.NotEqual("good", PinResetPortal.Components.Status.StatusLook.Of((Verdict?)null).Tone);
    }

    private static List<string> Names(IRenderedComponent<OverviewPage> page) => [.. page.FindAll("a.row-link").Select(link => link.TextContent)];
}
