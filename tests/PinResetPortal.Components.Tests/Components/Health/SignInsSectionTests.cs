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
