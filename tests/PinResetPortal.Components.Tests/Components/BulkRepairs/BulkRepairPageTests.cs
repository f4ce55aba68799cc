using Bunit;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Operations;
using Xunit;

namespace PinResetPortal.Components.BulkRepairs;

public sealed class BulkRepairPageTests : ComponentTest
{
    [Fact]
    public void Page_Planned_RunsOnlyWhenTheWordsAreTyped()
    {
        var page = Show(BulkRepairState.Planned, null, (Some.Contoso, BulkRepairItemState.Planned), (Some.Fabrikam, BulkRepairItemState.Planned));
        page.WaitForAssertion(() => Assert.Equal("2 tenants: create 4 service principals", page.Find(".bulk-sentence").TextContent));
        Assert.True(page.Find("form button[type=submit]").HasAttribute("disabled"));

        page.Find("input[type=number]").Change("1");
        page.Find("input[type=text]").Input("fix 2 tenants");
        page.Find("form").Submit();

        Assert.Equal("start fix 2 tenants, pilot 1", Assert.Single(Bulk.Asked));
    }

    [Fact]
    public void Page_ForReader_ShowsTheResultsAndNoButton()
    {
        SignIn(PortalRole.Reader);

        var page = Show(BulkRepairState.Planned, null, (Some.Contoso, BulkRepairItemState.Planned));

        page.WaitForAssertion(() => Assert.Contains("1 tenant", page.Find(".bulk-sentence").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
        Assert.DoesNotContain("Give up", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_PilotDone_OffersToGoOnWithTheOthers()
    {
        var page = Show(BulkRepairState.PilotDone, Some.Now, (Some.Contoso, BulkRepairItemState.Verified), (Some.Fabrikam, BulkRepairItemState.Planned));

        page.WaitForElement(".bulk-head button").Click();

        Assert.Equal("go on", Assert.Single(Bulk.Asked));
    }

    [Fact]
    public void Page_CompletedWithFailures_OffersToPlanTheFailedAgain()
    {
        var page = Show(BulkRepairState.Completed, Some.Now, (Some.Contoso, BulkRepairItemState.Verified), (Some.Fabrikam, BulkRepairItemState.Failed));

        page.WaitForElement(".bulk-head button").Click();

        Assert.Equal("retry", Assert.Single(Bulk.Asked));
        Assert.Contains("2 of 2 tenants have their result", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NothingCouldBeRead_IsNotGreenAndNeverSaysNothing()
    {
        var page = Show(BulkRepairState.Completed, null, (Some.Contoso, BulkRepairItemState.Unreadable), (Some.Fabrikam, BulkRepairItemState.NothingToDo));

        page.WaitForAssertion(() => Assert.Equal("Nothing to repair in 1 tenant; 1 tenant could not be read", page.Find(".bulk-sentence").TextContent));
        Assert.Contains("Completed in part", page.Find(".run-head").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_PilotChosen_StartsWithThoseTenants()
    {
        var page = Show(BulkRepairState.Planned, null, (Some.Contoso, BulkRepairItemState.Planned), (Some.Fabrikam, BulkRepairItemState.Planned));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody input[type=checkbox]").Count));

        page.FindAll("tbody input[type=checkbox]")[1].Change(true);
        Assert.Contains("Pilot first: Fabrikam", page.Find("form").TextContent, StringComparison.Ordinal);
        page.Find("form input[type=text]").Input("fix 2 tenants");
        page.Find("form").Submit();

        Assert.Equal($"start fix 2 tenants, pilot {Some.Fabrikam.Id}", Assert.Single(Bulk.Asked));
    }

    [Fact]
    public void Page_PilotChosenAndTakenOut_StartsByNumber()
    {
        var page = Show(BulkRepairState.Planned, null, (Some.Contoso, BulkRepairItemState.Planned));
        page.WaitForElement("tbody input[type=checkbox]").Change(true);
        page.Find("tbody input[type=checkbox]").Change(false);

        page.Find("form input[type=text]").Input("fix 1 tenant");
        page.Find("form").Submit();

        Assert.Equal("start fix 1 tenant, pilot 0", Assert.Single(Bulk.Asked));
    }

    [Theory]
    [InlineData(BulkRepairState.Completed, BulkRepairItemState.Verified, true)]
    [InlineData(BulkRepairState.Stopped, BulkRepairItemState.NotYetVisible, true)]
    [InlineData(BulkRepairState.Running, BulkRepairItemState.Verified, false)]
    [InlineData(BulkRepairState.Completed, BulkRepairItemState.Undone, false)]
    public void Page_SomethingSent_OffersToUndoTheWholeRun(BulkRepairState state, BulkRepairItemState item, bool offered)
    {
        var page = Show(state, Some.Now, (Some.Contoso, item));
        page.WaitForElement(".bulk-sentence");

        var undo = page.FindAll(".bulk-head button").SingleOrDefault(button => button.TextContent.Contains("Undo the whole run", StringComparison.Ordinal));
        Assert.Equal(offered, undo is not null);
        undo?.Click();
        Assert.Equal(offered ? ["undo"] : [], Bulk.Asked);
    }

    [Fact]
    public void Page_UndoPlanned_ShowsWhatIsSentWhatIsLeftAloneAndTakesOneConfirmation()
    {
        var step = Some.CreateService;
        Bulk.Plan = [new(step), new(step with { Id = "left" }, StepState.Skipped, Error: "Somebody changed it since. Left alone.")];
        var items = new[] { FakeBulkRepairs.Item(Some.Contoso, BulkRepairItemState.Planned), FakeBulkRepairs.Item(Some.Fabrikam, BulkRepairItemState.LeftAlone, "Nothing was sent in this tenant.") with { PlanHash = null } };
        Bulk.Items.AddRange(items);
        Bulk.Progress = FakeBulkRepairs.Undo(items);

        var page = Render<BulkRepairPage>(parameters => parameters.Add(one => one.Id, FakeBulkRepairs.Id));

        page.WaitForAssertion(() => Assert.Contains("1 tenant cannot be taken back", page.Find(".bulk-sentence").TextContent, StringComparison.Ordinal));
        Assert.Equal("Undo many tenants", page.Find("h1").TextContent);
        Assert.Contains("Nothing was sent in this tenant.", page.Find("tbody").TextContent, StringComparison.Ordinal);
        page.WaitForElement("tbody .link-button").Click();
        page.WaitForAssertion(() => Assert.Contains("/v1.0/servicePrincipals", page.Find(".item-plan").TextContent, StringComparison.Ordinal));
        Assert.Contains("Left alone.", page.Find(".item-plan").TextContent, StringComparison.Ordinal);
        page.Find("form input[type=text]").Input("undo 1 tenant");
        page.Find("form").Submit();
        Assert.Equal("start undo 1 tenant, pilot 0", Assert.Single(Bulk.Asked));
    }

    [Fact]
    public void Page_NotThere_SaysSo()
    {
        var page = Render<BulkRepairPage>(parameters => parameters.Add(one => one.Id, Guid.NewGuid()));

        page.WaitForAssertion(() => Assert.Contains("There is no such bulk repair", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void FixSelected_Pressed_PlansTheSelectedAndOpensTheSummary()
    {
        var button = Render<FixSelected>(parameters => parameters.Add(one => one.Tenants, () => Ids(Some.Contoso, Some.Fabrikam)).Add(one => one.Words, "Fix these"));

        button.Find("button").Click();

        Assert.Equal("prepare 2 for AllDevices", Assert.Single(Bulk.Asked));
        Assert.EndsWith($"/bulk/{FakeBulkRepairs.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void FixSelected_AllUsersChosen_PlansForAllUsers()
    {
        Assert.NotNull(Popovers);
        var button = Render<FixSelected>(parameters => parameters.Add(one => one.Tenants, () => Ids(Some.Contoso)).Add(one => one.Words, "Fix these").Add(one => one.AsksAudience, true));

        button.Find("button").Click();
        Choose("all users");

        Assert.Equal("prepare 1 for AllUsers", Assert.Single(Bulk.Asked));
    }

    [Theory]
    [InlineData(AssignmentTarget.AllDevices, "all devices")]
    [InlineData(AssignmentTarget.AllUsers, "all users")]
    public void Page_PlanAssigns_SaysWhom(AssignmentTarget target, string words)
    {
        var item = FakeBulkRepairs.Item(Some.Contoso, BulkRepairItemState.Planned) with { Actions = new Dictionary<ChangeAction, int> { [ChangeAction.AssignPolicy] = 1 } };
        Bulk.Items.Add(item);
        var progress = FakeBulkRepairs.In(BulkRepairState.Planned, null, item);
        Bulk.Progress = progress with { Summary = BulkSummary.Of([item], new(Assign: new(target, []))) };

        var page = Render<BulkRepairPage>(parameters => parameters.Add(one => one.Id, FakeBulkRepairs.Id));

        page.WaitForAssertion(() => Assert.Equal(words, page.Find(".bulk-audience strong").TextContent));
    }

    [Theory]
    [InlineData("hash", false)]
    [InlineData("another", true)]
    public void Page_RowOpened_ShowsItsRequestsAndWhetherTheyAreStillThose(string hash, bool changed)
    {
        Remediation.Plan = _ => Some.Plan(Some.Contoso, hash, null, Some.CreateService);
        var page = Show(BulkRepairState.Planned, null, (Some.Contoso, BulkRepairItemState.Planned));
        page.WaitForElement("tbody .link-button").Click();

        page.WaitForAssertion(() => Assert.Contains("/v1.0/servicePrincipals", page.Find(".item-plan").TextContent, StringComparison.Ordinal));
        Assert.Equal("Plan for Contoso", page.Find(".item-plan h2").TextContent);
        Assert.Equal(changed, page.Find(".item-plan").TextContent.Contains("changed since the plans were made", StringComparison.Ordinal));
        Assert.Equal("#item-plan-title", Browser.VerifyInvoke("focusOn").Arguments[0]);
    }

    [Fact]
    public void Page_PlanAssignsNothing_SaysNothingOfAnAudience()
    {
        var page = Show(BulkRepairState.Planned, null, (Some.Contoso, BulkRepairItemState.Planned));

        page.WaitForElement(".bulk-sentence");
        Assert.Empty(page.FindAll(".bulk-audience"));
    }

    private IRenderedComponent<BulkRepairPage> Show(BulkRepairState state, DateTimeOffset? confirmedAt, params (Tenant Tenant, BulkRepairItemState State)[] items)
    {
        Bulk.Items.AddRange(items.Select(item => FakeBulkRepairs.Item(item.Tenant, item.State)));
        Bulk.Progress = FakeBulkRepairs.In(state, confirmedAt, Bulk.Items);
        return Render<BulkRepairPage>(parameters => parameters.Add(one => one.Id, FakeBulkRepairs.Id));
    }

    private static Task<IReadOnlyCollection<TenantId>> Ids(params Tenant[] tenants) => Task.FromResult<IReadOnlyCollection<TenantId>>([.. tenants.Select(tenant => tenant.Id)]);
}
