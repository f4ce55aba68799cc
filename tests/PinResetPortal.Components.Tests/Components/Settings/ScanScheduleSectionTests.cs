using System.Text.Json;
using Bunit;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;
using Xunit;

namespace PinResetPortal.Components.Settings;

public sealed class ScanScheduleSectionTests : ComponentTest
{
    public ScanScheduleSectionTests() => SignIn(PortalRole.Admin);

    [Fact]
    public void Save_EveryDay_IsScheduledAndTold()
    {
        var section = Ready();
        section.Find("select").Change(nameof(ScanRhythm.Daily));
        section.Find("input[type=time]").Change("04:15:00");
        section.FindAll("input[type=text]")[0].Input("Europe/Berlin");
        Assert.Contains("Would run next: 23 Nov 2026, 03:15:00 (UTC); 24 Nov 2026, 03:15:00 (UTC)", section.Markup, StringComparison.Ordinal);

        section.Find("form").Submit();

        section.WaitForAssertion(() => Assert.Contains("Saved.", section.Markup, StringComparison.Ordinal));
        Assert.Equal(new ScanSchedule("0 15 4 * * ?", "Europe/Berlin"), JsonSerializer.Deserialize<ScanSchedule>(Settings.Documents[ScanSchedule.SettingsKey].Json, JsonSerializerOptions.Web));
        Assert.Contains("Next: ", section.Markup, StringComparison.Ordinal);
        Assert.Contains("Runs next on", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_NotAnAdmin_IsRefused()
    {
        SignIn(PortalRole.Operator);
        var section = Ready();
        section.Find("select").Change(nameof(ScanRhythm.Workdays));

        section.Find("form").Submit();

        section.WaitForAssertion(() => Assert.Contains("needs the portal role Admin", section.Markup, StringComparison.Ordinal));
        Assert.Empty(Settings.Documents);
    }

    [Theory]
    [InlineData("", "Enter an expression")]
    [InlineData("30 5 * * *", "is not a Quartz cron expression")]
    public void Custom_NotAnExpression_SaysSoAndDoesNotSave(string cron, string problem)
    {
        var section = Ready();
        section.Find("select").Change(nameof(ScanRhythm.Custom));
        section.FindAll("input[type=text]")[0].Input(cron);

        Assert.Contains(problem, section.Find(".field-problem").TextContent, StringComparison.Ordinal);
        Assert.True(Button(section, "Save the schedule").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("0 5 4 * * ?", ScanRhythm.Daily)]
    [InlineData("0 30 23 ? * MON-FRI", ScanRhythm.Workdays)]
    [InlineData("0 0/30 * * * ?", ScanRhythm.Custom)]
    [InlineData("0 30 24 * * ?", ScanRhythm.Custom)]
    [InlineData(null, ScanRhythm.Never)]
    public void Edit_StoredExpression_ComesBackAsItWas(string? cron, ScanRhythm rhythm)
    {
        var edit = new ScanScheduleEdit(new ScanSchedule(cron, "UTC"));

        Assert.Equal((rhythm, cron ?? ""), (edit.Rhythm, edit.ToSchedule().Cron));
    }

    private IRenderedComponent<ScanScheduleSection> Ready()
    {
        var section = Render<ScanScheduleSection>();
        section.WaitForElement("form");
        return section;
    }
}
