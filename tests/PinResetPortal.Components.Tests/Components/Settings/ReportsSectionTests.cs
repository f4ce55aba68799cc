using Bunit;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Reports;
using Xunit;

namespace PinResetPortal.Components.Settings;

public sealed class ReportsSectionTests : ComponentTest
{
    public ReportsSectionTests()
    {
        SignIn(PortalRole.Admin);
        News.Destinations.Add(FakeReports.Mail);
    }

    [Fact]
    public void Add_Report_IsSavedAsEntered()
    {
        var section = Adding();
        section.Find("#report-name").Change("Monday");
        section.Find("#report-at").Change("06:15");
        section.Find("#report-zone").Change("Europe/Berlin");
        section.Find("#report-to").Change("ada@fabrikam.example, bob@fabrikam.example");
        section.Find("form").Submit();

        var wanted = Assert.Single(Reports.Present).Schedule.Wanted;
        Assert.Equal(("Monday", FakeReports.Mail.Id), (wanted.Name, wanted.DestinationId));
        Assert.Equal(new ReportTiming(ReportRhythm.Weekly, DayOfWeek.Monday, 1, new TimeOnly(6, 15), "Europe/Berlin"), wanted.Timing);
        Assert.Equal(["ada@fabrikam.example", "bob@fabrikam.example"], wanted.To);
        Assert.Contains("Saved.", section.Markup, StringComparison.Ordinal);
        Assert.Contains("all tenants · every Monday at 06:15 (Europe/Berlin)", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_WithoutATime_SaysSoAndKeepsWhatWasEntered()
    {
        var section = Adding();
        section.Find("#report-at").Change("");
        section.Find("form").Submit();

        Assert.Contains("Enter a time of day", section.Markup, StringComparison.Ordinal);
        Assert.Empty(Reports.Present);
        Assert.NotEmpty(section.FindAll("#report-name"));
    }

    [Fact]
    public void Add_NotAnAdmin_IsRefused()
    {
        var section = Adding();
        SignIn(PortalRole.Operator);
        section.Find("form").Submit();

        Assert.Contains("This needs the portal role Admin.", section.Markup, StringComparison.Ordinal);
        Assert.Empty(Reports.Present);
    }

    [Fact]
    public void SendNow_ServerRefuses_SaysWhatItSaid()
    {
        Reports.Add();
        Reports.Answer = new SendResult("The mail server did not answer in time.");
        var section = Render<ReportsSection>();

        Button(section, "Send now").Click();

        Assert.Equal([FakeReports.Id], Reports.Sent);
        Assert.Contains("The mail server did not answer in time.", section.Markup, StringComparison.Ordinal);
        Assert.Contains("Sent last", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_NoMailDestination_SaysWhereToAddOne()
    {
        News.Destinations.Clear();

        var section = Render<ReportsSection>();

        Assert.NotNull(section.Find("a[href='/settings/notifications']"));
        Assert.False(Offers(section, "Add a report"));
    }

    private IRenderedComponent<ReportsSection> Adding()
    {
        var section = Render<ReportsSection>();
        Button(section, "Add a report").Click();
        return section;
    }
}
