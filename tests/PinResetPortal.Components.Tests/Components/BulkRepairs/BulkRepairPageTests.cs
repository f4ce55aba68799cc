using Bunit;
using PinResetPortal.Core.BulkRepairs;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
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
    public void Page_NotThere_SaysSo()
    {
        var page = Render<BulkRepairPage>(parameters => parameters.Add(one => one.Id, Guid.NewGuid()));

        page.WaitForAssertion(() => Assert.Contains("There is no such bulk repair", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void FixSelected_Pressed_PlansTheSelectedAndOpensTheSummary()
    {
        var button = Render<FixSelected>(parameters => parameters.Add(one => one.Tenants, [Some.Contoso.Id, Some.Fabrikam.Id]));

        button.Find("button").Click();

        Assert.Equal("prepare 2", Assert.Single(Bulk.Asked));
        Assert.EndsWith($"/bulk/{FakeBulkRepairs.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    private IRenderedComponent<BulkRepairPage> Show(BulkRepairState state, DateTimeOffset? confirmedAt, params (Tenant Tenant, BulkRepairItemState State)[] items)
    {
        Bulk.Items.AddRange(items.Select(item => FakeBulkRepairs.Item(item.Tenant, item.State)));
        Bulk.Progress = FakeBulkRepairs.In(state, confirmedAt, Bulk.Items);
        return Render<BulkRepairPage>(parameters => parameters.Add(one => one.Id, FakeBulkRepairs.Id));
    }
}
