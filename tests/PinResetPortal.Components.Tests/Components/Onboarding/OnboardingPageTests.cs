using Bunit;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Onboarding;
using Xunit;

namespace PinResetPortal.Components.Onboarding;

public sealed class OnboardingPageTests : ComponentTest
{
    [Fact]
    public void Page_NotConsented_OffersBothWaysAndShowsTheRequest()
    {
        var page = Page();

        Assert.Contains("Not set up", page.Find(".onboarding-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("AADSTS90099", page.Markup, StringComparison.Ordinal);
        Assert.Contains("/applicationconsents", page.Find(".consent-ways").TextContent, StringComparison.Ordinal);
        Assert.Contains("Copy the link", page.Find(".consent-ways").TextContent, StringComparison.Ordinal);
        Assert.Contains("/admin-consent?tenant=", page.Find(".consent-ways a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Reader_IsOfferedTheLinkOnly()
    {
        SignIn(PortalRole.Reader);

        Assert.False(Offers(Page(), "Consent through Partner Center"));
    }

    [Fact]
    public void Consent_Given_LooksAgainAndSaysSo()
    {
        Onboarding.OnConsent = () => Onboarding.Probes[1] = FakeOnboarding.Consented;
        var page = Page();

        Button(page, "Consent through Partner Center").Click();

        Assert.Contains("The consent is given and works.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Ready", page.Find(".onboarding-head .status").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".consent-ways"));
    }

    [Fact]
    public void Consent_Refused_SaysWhyAndWhatToDo()
    {
        Onboarding.Answer = new ConsentResult.Refused(new UnreadableReason(UnreadableKind.RoleMissing, "Partner Center does not let you.", "You need AdminAgents.", RequestId: "pc-7"));
        var page = Page();

        Button(page, "Consent through Partner Center").Click();

        var alert = page.Find(".consent-ways [role=alert]").TextContent;
        Assert.Contains("Partner Center does not let you.", alert, StringComparison.Ordinal);
        Assert.Contains("AdminAgents", alert, StringComparison.Ordinal);
        Assert.Contains("pc-7", alert, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ConsentGivenElsewhere_IsSeenWithoutAClick()
    {
        var page = Page();
        Onboarding.Probes[1] = FakeOnboarding.Consented;

        Time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Contains("Ready", page.Find(".onboarding-head .status").TextContent, StringComparison.Ordinal));
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, Onboarding.Looks);
    }

    [Fact]
    public void Page_MissingLicence_IsOptionalAndStaysReady()
    {
        Onboarding.Probes[1] = FakeOnboarding.Consented;
        Onboarding.Probes.Add(new("licence.intune", "Intune licence", ProbeState.Failed, "No Intune plan.", Required: false, new OnboardingStep.Elsewhere("Buy one.")));
        var page = Page();

        Assert.Contains("Some features are missing something", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Missing, optional", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_GroupNotLookedAt_SaysItOnce()
    {
        foreach (var name in new[] { "Application.Read.All", "Directory.Read.All" })
        {
            Onboarding.Probes.Add(new($"permission.{name}", name, ProbeState.Skipped, "After the consent.", Required: true));
        }

        Assert.Single(Page().FindAll(".probe"), row => row.TextContent.Contains("After the consent.", StringComparison.Ordinal));
    }

    [Fact]
    public void Page_SecondStep_LeadsThroughSignIn()
    {
        Onboarding.Probes[1] = FakeOnboarding.NotConsented with { NextStep = new OnboardingStep.SignIn("Sign in again.", new SignInChallenge(Some.Contoso.Id, ["x"], "{}")) };

        Assert.Contains("/challenge?tenant=", Page().Find(".probe a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstCheck_Pressed_ShowsTheVerdict()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(Some.Contoso, Verdict.Ready);
        var page = Page();

        Button(page, "Check the tenant now").Click();

        Assert.Contains("The tenant is set up", page.Find(".first-check").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The check is what the consent was given for, and reads only; what repairs is still asked for, and shown before.</summary>
    [Theory]
    [InlineData(PortalRole.Operator, true)]
    [InlineData(PortalRole.Reader, false)]
    public void Consent_SeenFromHere_ChecksByItselfAndOffersTheRepair(PortalRole role, bool offers)
    {
        SignIn(role);
        Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);
        var page = Page();
        Assert.Empty(Readiness.Calls);
        Onboarding.Probes[1] = FakeOnboarding.Consented;

        Time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Contains("Users get CAA20004", page.Find(".first-check").TextContent, StringComparison.Ordinal));
        Assert.Equal(offers, page.FindAll(".first-check a").Any(link => link.GetAttribute("href") == $"/tenants/{Some.Contoso.Id}?fix=all"));
        Assert.Equal((Some.Contoso.Id, true), Assert.Single(Readiness.Calls));
    }

    [Fact]
    public void Page_ConsentedLongAgo_ChecksOnlyWhenAsked()
    {
        Onboarding.Probes[1] = FakeOnboarding.Consented;

        var page = Page();

        Assert.True(Offers(page, "Check the tenant now"));
        Assert.Empty(Readiness.Calls);
    }

    [Fact]
    public void Page_UnknownTenant_SaysSo()
    {
        Assert.Contains("when they were read last", Render<OnboardingPage>(p => p.Add(x => x.Id, "nonsense")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Failure_HasACorrelationId()
    {
        Onboarding.Failure = new InvalidOperationException("boom");

        var page = Page();

        Assert.Contains("Correlation id", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("boom", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<OnboardingPage> Page() => Render<OnboardingPage>(p => p.Add(page => page.Id, Some.Contoso.Id.ToString()));
}
