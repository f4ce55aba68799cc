using Bunit;
using PinResetPortal.Components.Overview;
using PinResetPortal.Core.Findings;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Overview;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class PanelsTests : ComponentTest
{
    [Fact]
    public void Changes_OfTheLastDay_AreNamedWithBeforeAndAfter()
    {
        Overview.Changes.Add(new(Some.Contoso.Id, "Contoso", "policy.pin-recovery", FindingStatus.Healthy, FindingStatus.Broken, Some.Now.AddHours(-2)));
        Overview.Changes.Add(new(Some.Contoso.Id, "Contoso", "policy.pin-recovery", FindingStatus.Healthy, FindingStatus.Broken, Some.Now.AddDays(-2)));
        Overview.Changes.Add(new(Some.Contoso.Id, "Contoso", "devices.coverage", FindingStatus.Healthy, FindingStatus.NeedsAttention, Some.Now.AddHours(-2)));

        var panel = Render<ChangesPanel>();

        var entry = Assert.Single(panel.FindAll("li"));
        Assert.Equal($"/tenants/{Some.Contoso.Id}", entry.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(["Healthy", "Broken"], entry.QuerySelectorAll(".status").Select(mark => mark.TextContent));
        Assert.Contains("2 hours ago", entry.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 check broke", panel.Find("summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_Many_AreShownOnDemand()
    {
        Overview.Changes.AddRange(Enumerable.Range(1, 20).Select(minute =>
            new CheckChange(Some.Contoso.Id, "Contoso", "policy.conflict", FindingStatus.Broken, FindingStatus.Healthy, Some.Now.AddMinutes(-minute))));
        var panel = Render<ChangesPanel>();
        Assert.Equal(8, panel.FindAll("li").Count);

        Button(panel, "Show more (12)").Click();

        Assert.Equal(20, panel.FindAll("li").Count);
        Assert.False(Offers(panel, "Show more"));
    }

    [Fact]
    public void Changes_None_SaysSo() => Assert.Contains("nothing", Render<ChangesPanel>().Find("summary").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Fleet_Opened_DrawsAndTellsTheSameNumbers()
    {
        Overview.Days.AddRange([new(new DateOnly(2026, 11, 21), 5, 3, 1), new(new DateOnly(2026, 11, 22), 6, 2, 1)]);
        var panel = Render<FleetPanel>();
        Assert.Empty(panel.FindAll("svg.mud-chart-bar, svg"));

        panel.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);

        Assert.NotEmpty(panel.FindAll(".fleet-chart svg"));
        Assert.Equal(["22 Nov 2026", "6", "2", "1"], panel.FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent));
    }
}
