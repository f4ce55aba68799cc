using Bunit;
using PinResetPortal.Components.Overview;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Scans;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class ScanBarTests : ComponentTest
{
    [Fact]
    public void ScanBar_NothingRuns_IsEmpty() => Assert.Empty(Render<ScanBar>().Markup.Trim());

    [Fact]
    public void ScanBar_SomebodyElsesScan_IsFoundWithItsNumbers()
    {
        Scans.Scans.Add(FakeScans.Running(total: 100, done: 20, failed: 3, throttled: 2, by: "nora@fabrikam.example"));

        var bar = Render<ScanBar>();

        Assert.Equal(["20 of 100 done", "3 failed", "2 waiting because Graph is busy", "about 2:40 left", "started by nora@fabrikam.example"], bar.FindAll("section > span").Select(fact => fact.TextContent));
    }

    [Fact]
    public void ScanBar_Schedule_IsNamed()
    {
        Scans.Scans.Add(FakeScans.Running(total: 1, trigger: ScanTrigger.Schedule));

        Assert.Contains("started by the schedule", Render<ScanBar>().Find("section[aria-label='Checking 1 tenant']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ScanBar_ScanGetsFurther_TellsThePageAndItsEnd()
    {
        var told = 0;
        var scan = FakeScans.Running(total: 10, done: 1);
        Scans.Scans.Add(scan);
        var bar = Render<ScanBar>(parameters => parameters.Add(component => component.OnProgress, () => told++));
        var first = told;

        Scans.Change(scan.Scan.Id, progress => progress with { Done = 6 });
        Time.Advance(ScanBar.WhileRunning);
        bar.WaitForAssertion(() => Assert.Contains("6 of 10 done", Text(bar), StringComparison.Ordinal));
        Scans.Change(scan.Scan.Id, progress => progress with { Done = 10, Failed = 2, Scan = progress.Scan with { State = ScanState.Completed, FinishedAt = Some.Now } });
        Time.Advance(ScanBar.WhileRunning);

        bar.WaitForAssertion(() => Assert.Contains("8 of 10 tenants were read; 2 could not be read: 2 gave no usable answer. What they said before stands. It took 0:40.", Text(bar), StringComparison.Ordinal));
        Assert.Equal(first + 2, told);
        Assert.Empty(bar.FindAll("[role=progressbar]"));
    }

    [Fact]
    public void ScanBar_TenantsDidNotLetThePortalRead_IsNotGreenAndLeadsToThem()
    {
        var scan = FakeScans.Running(total: 3, done: 1);
        Scans.Scans.Add(scan);
        Scans.Items.Add(new(scan.Scan.Id, Some.Contoso.Id, "Contoso", ScanItemState.Done, 1, new(ScanOutcome.NoAccess, PinResetPortal.Core.Findings.Verdict.Unknown, "Consent is missing.", 1), Some.Now));
        var bar = Render<ScanBar>();

        Scans.Change(scan.Scan.Id, progress => progress with { Done = 3, Blocked = 2, Scan = progress.Scan with { State = ScanState.Completed, FinishedAt = Some.Now } });
        Time.Advance(ScanBar.WhileRunning);

        bar.WaitForAssertion(() => Assert.Contains("1 of 3 tenants were read; 2 could not be read: 2 did not let the portal read.", Text(bar), StringComparison.Ordinal));
        Assert.Empty(bar.FindAll(".good"));
        var link = bar.Find("a.unread-tenants");
        Assert.Equal(("Show the 2 tenants that could not be read", $"/?scan={scan.Scan.Id}"), (link.TextContent, link.GetAttribute("href")));
    }

    [Fact]
    public void ScanBar_StartedElsewhereLater_AppearsByItself()
    {
        var bar = Render<ScanBar>();
        Scans.Scans.Add(FakeScans.Running(total: 7));

        Time.Advance(ScanBar.WhileIdle);

        bar.WaitForAssertion(() => Assert.Contains("Checking 7 tenants", Text(bar), StringComparison.Ordinal));
    }

    [Fact]
    public void ScanBar_Cancel_StopsItAndSaysSo()
    {
        var scan = FakeScans.Running(total: 10, done: 4);
        Scans.Scans.Add(scan);
        var bar = Render<ScanBar>();

        Button(bar, "Cancel").Click();

        Assert.Equal([scan.Scan.Id], Scans.Cancelled);
        Assert.Contains("Cancelled: 4 of 10 tenants were read; 6 were not looked at.", Text(bar), StringComparison.Ordinal);
    }

    [Fact]
    public void ScanBar_ReaderAndAnothersScan_OffersNoCancel()
    {
        SignIn(PortalRole.Reader);
        Scans.Scans.Add(FakeScans.Running(total: 10));

        Assert.False(Offers(Render<ScanBar>(), "Cancel"));
    }

    private static string Text(IRenderedComponent<ScanBar> bar) => string.Join(' ', bar.Nodes.OfType<AngleSharp.Dom.IElement>().SelectMany(node => node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
