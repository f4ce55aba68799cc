using Bunit;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Settings;

public sealed class ThisPortalSectionTests : ComponentTest
{
    public ThisPortalSectionTests() => SignIn(PortalRole.Admin);

    [Fact]
    public void Section_NobodyHasLooked_LooksAndShowsEachCheck()
    {
        var section = Render<ThisPortalSection>();

        section.WaitForAssertion(() => Assert.Equal(SelfCheckIds.All.Select(SelfCheckIds.TitleOf), section.FindAll("h3").Select(title => title.TextContent)));
        Assert.NotNull(SelfCheck.Latest);
    }

    [Fact]
    public void Section_SomethingIsBroken_ShowsStepAndCommand()
    {
        SelfCheck.Findings[0] = new(SelfCheckIds.Credential, FindingStatus.Broken, "The portal's client secret ended on 1 November 2026.", "Have a new one made.", "PinResetPortal setup --rotate");

        var section = Render<ThisPortalSection>();

        section.WaitForAssertion(() => Assert.Equal("PinResetPortal setup --rotate", section.Find("code").TextContent));
        Assert.Contains("Have a new one made.", section.Markup, StringComparison.Ordinal);
        Assert.Single(section.FindAll("code"));
    }

    [Fact]
    public void LookNow_CouldNotSee_LeavesTheEarlierFindingAndSaysSo()
    {
        SelfCheck.Latest = PortalReport.After(null, Some.Now.AddHours(-3), SelfCheck.Findings, null);
        SelfCheck.Findings[2] = new(SelfCheckIds.Consent, FindingStatus.Unknown, "What the home tenant granted could not be looked at.", "Try again.");
        var section = Render<ThisPortalSection>();
        section.WaitForElement("button");

        Button(section, "Look now").Click();

        section.WaitForAssertion(() => Assert.Contains("The last look could not tell. What the home tenant granted could not be looked at.", section.Markup, StringComparison.Ordinal));
        Assert.Contains("Consent of the home tenant: all is well.", section.Markup, StringComparison.Ordinal);
    }
}
