using Bunit;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Health;

public sealed class SignInsSectionTests : ComponentTest
{
    public SignInsSectionTests() => Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);

    [Fact]
    public void HealthPage_Opened_DoesNotReadTheSignInLog()
    {
        var page = Render<HealthPage>(parameters => parameters.Add(component => component.Id, Some.Contoso.Id.ToString()));

        Assert.Contains("Read the sign-in log", page.Find("section[aria-labelledby=closer]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, SignInLog.Reads);
    }

    /// <summary>An earlier check of the day has read the log too: what is read now stands for it, and a read in vain says nothing against it.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void HealthPage_LogReadAfterACheck_HasNoTwoTitlesOfOneIdAndOneWord(bool readable, int cards)
    {
        var answer = Some.NotConsented(Some.Contoso);
        Readiness.Answers[Some.Contoso.Id] = answer with
        {
            Findings = [.. answer.Findings, Some.Assessed(Some.Finding(CheckIds.SignIns, FindingStatus.NeedsAttention, "No sign-in to the Client app was seen.", required: false))],
        };
        SignInLog.Answer = readable
            ? new SignInLog([new("a0000000-0000-4000-8000-000000000001", Some.Now, KnownApps.PinResetClientAppId, 650052)], Complete: true)
            : new UnreadableReason(UnreadableKind.Unavailable, "The log did not answer.", "Try again.");
        var page = Render<HealthPage>(parameters => parameters.Add(component => component.Id, Some.Contoso.Id.ToString()));

        page.FindAll("button").Single(button => button.TextContent.Contains("Read the sign-in log", StringComparison.Ordinal)).Click();

        page.WaitForAssertion(() => Assert.Contains("Read it again", page.Markup, StringComparison.Ordinal));
        Assert.Equal(cards, page.FindAll("article[aria-labelledby$=finding-sign-ins-pin-reset]").Count);
        Assert.Single(page.FindAll("#finding-sign-ins-pin-reset"));
    }

    [Fact]
    public void Section_Asked_ShowsTheCodesWithTheirMeaning()
    {
        SignInLog.Answer = new SignInLog([new("a0000000-0000-4000-8000-000000000001", Some.Now, KnownApps.PinResetClientAppId, 650052)], Complete: true);
        var section = Section();

        section.Find("button").Click();

        section.WaitForAssertion(() => Assert.Contains("1 user of 1 who tried in the last 7 days did not get through; most often AADSTS650052", section.Markup, StringComparison.Ordinal));
        Assert.Contains(StatusLook.Of(FindingStatus.NeedsAttention).Word, section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_LogNotReadable_SaysWhatIsMissing()
    {
        SignInLog.Answer = new UnreadableReason(UnreadableKind.LicenceMissing, "Contoso has no Entra ID P1.", "Get Entra ID P1 or P2 for the tenant.");
        var section = Section();

        section.Find("button").Click();

        section.WaitForAssertion(() => Assert.Contains("Get Entra ID P1 or P2 for the tenant.", section.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<SignInsSection> Section() => Render<SignInsSection>(parameters => parameters.Add(component => component.TenantId, Some.Contoso.Id));
}
