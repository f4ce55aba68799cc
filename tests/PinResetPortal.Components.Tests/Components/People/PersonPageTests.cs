using Bunit;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.People;
using Xunit;

namespace PinResetPortal.Components.People;

public sealed class PersonPageTests : ComponentTest
{
    [Fact]
    public void Page_WhileReading_SaysSoAndThenAnswers()
    {
        People.Gate = new();
        var page = Opened();
        Assert.Equal("Reading the user…", page.Find("[role=status]").TextContent);
        Assert.Equal("User: reading", page.Find("h1").TextContent);

        People.Gate.SetResult();

        page.WaitForAssertion(() => Assert.Equal("Berta Blank can reset the PIN on LT-1, as far as we can see", page.Find("h1").TextContent));
    }

    [Fact]
    public void Page_CanReset_ShowsDevicePolicyMethodsSignInsAndNotes()
    {
        var page = Opened();

        Assert.Equal("Can reset", page.Find(".answer-panel .status").TextContent.Trim());
        Assert.Contains("Entra joined", page.Find(".person-facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("true, from \"Hello [all]\"", page.Find(".person-facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("assigned to all devices", page.Find("[aria-label='Policies about PIN recovery']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Windows Hello for Business", page.Find(".person-methods").TextContent, StringComparison.Ordinal);
        Assert.Contains("Blocked by \"CA - Locations\"", page.Find("[aria-label='Sign-ins']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Last synchronised 20 days ago.", page.Find(".panel-line").TextContent, StringComparison.Ordinal);
        Assert.Contains("Shown, not stored.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_PoliciesThatWereRead_AreListedWithWhatTheyDoAndTheOthersCounted()
    {
        var answer = FakePeople.Answer(PersonVerdict.CanReset);
        var device = answer.Devices[0] with { ConditionalAccess = [FakePeople.Policy("CA - Field", AccessEffect.MayStop), FakePeople.Policy("CA - Old", AccessEffect.LetsThrough) with { Applies = false }] };
        People.Lookup = new PersonLookup.Found(answer with { Devices = [device] });
        var page = Opened();

        var listed = page.Find("[aria-label='Conditional Access policies'] tbody").TextContent;
        Assert.Contains("May stop it", listed, StringComparison.Ordinal);
        Assert.Contains("it covers every application and it includes everybody", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("CA - Old", listed, StringComparison.Ordinal);
        Assert.Contains("1 other policy does not apply.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_CannotReset_NamesTheCauseWithProofAndFix()
    {
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing]));
        var page = Opened();

        Assert.Equal("Berta Blank can't reset the PIN on LT-1: Consent missing: the service can't be used in this tenant", page.Find("h1").TextContent);
        Assert.Contains("Admin consent has not been given.", page.Find(".cause-card").TextContent, StringComparison.Ordinal);
        Assert.Equal("/guide/cause-service-consent-missing", page.Find(".cause-card a").GetAttribute("href"));

        Button(page, "Fix").Click();

        Assert.EndsWith($"/tenants/{Some.Contoso.Id}?fix=consent.pin-reset-service", Navigation.Uri, StringComparison.Ordinal);
    }

    /// <summary>Each of the two applications can be shut to the user, or be unreadable, for the same reason.</summary>
    [Fact]
    public void Page_BothAppsInTheSameTrouble_IsDrawnAgainWhenOneMoreStandsBeforeThem()
    {
        PersonCause[] shut = [Shut("the service"), Shut("the client")];
        PersonUnknown[] unseen = [Unseen("the service"), Unseen("the client")];
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.CannotReset, shut, unseen));
        var page = Opened();
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing, .. shut], [new("mfa.capable", "Whether the user can do MFA", FakePeople.NoPremium, Decides: true), .. unseen]));

        Button(page, "Read again").Click();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".cause-card").Count));
        Assert.Equal(3, page.FindAll(".person-unknowns > li").Count);
    }

    [Fact]
    public void Page_Reader_IsToldWhoCanFix()
    {
        SignIn(PortalRole.Reader);
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing]));
        var page = Opened();

        Assert.False(Offers(page, "Fix"));
        Assert.Contains("Somebody with the role Operator can fix this here.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Unknown_NamesWhatIsMissing()
    {
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.Unknown, null, [new("mfa.capable", "Whether the user can do MFA", FakePeople.NoPremium, Decides: true)]));
        var page = Opened();

        Assert.Equal("We can't tell whether Berta Blank can reset the PIN on LT-1", page.Find("h1").TextContent);
        var unknown = page.Find(".person-unknowns").TextContent;
        Assert.Contains("Whether the user can do MFA", unknown, StringComparison.Ordinal);
        Assert.Contains("Decides the verdict", unknown, StringComparison.Ordinal);
        Assert.Contains("Contoso has no Entra ID P1.", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_SecondDeviceInTheAddress_IsWhatTheVerdictIsAbout()
    {
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.CanReset, null, null, "LT-2"));
        Navigation.NavigateTo($"/tenants/{Some.Contoso.Id}/people/{FakePeople.Berta}?device=id-LT-2");
        var page = Opened();

        Assert.EndsWith("can reset the PIN on LT-2", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("LT-2", page.Find(".device-choice [aria-current]").ChildNodes[0].TextContent.Trim());
        Assert.Equal(1, People.Lookups);
    }

    [Fact]
    public void Page_CopyForTicket_HasVerdictIdsAndLinkBackAndMarkdownIsEscaped()
    {
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing]));
        var page = Opened();

        Button(page, "Copy for ticket").Click();
        Button(page, "Copy as Markdown").Click();

        var plain = (string)Browser.Invocations["copyText"][0].Arguments[0]!;
        var markdown = (string)Browser.Invocations["copyText"][1].Arguments[0]!;
        Assert.Contains("PIN reset: Berta Blank can't reset the PIN on LT-1", plain, StringComparison.Ordinal);
        Assert.Contains($"({FakePeople.Berta})", plain, StringComparison.Ordinal);
        Assert.Contains("- Next step: Give consent for the tenant.", plain, StringComparison.Ordinal);
        Assert.Contains("AADSTS53003, correlation id correlation-7", plain, StringComparison.Ordinal);
        Assert.Contains("Intune id id-LT-1", plain, StringComparison.Ordinal);
        Assert.Contains("http://localhost/", plain, StringComparison.Ordinal);
        Assert.Contains("**1. Consent missing: the service can't be used in this tenant**", markdown, StringComparison.Ordinal);
        Assert.Contains(@"Hello \[all\]", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NoSuchUser_SaysSo()
    {
        People.Lookup = new PersonLookup.NoPerson();

        Assert.Contains("Contoso has no such user", Opened().Markup, StringComparison.Ordinal);
        Assert.Contains("Contoso has no such user", Opened(userId: "nonsense").Markup, StringComparison.Ordinal);
        Assert.Contains("Tenant not found", Opened(tenant: Guid.NewGuid().ToString()).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_GraphRefuses_SaysWhyAndWhatToDo()
    {
        People.Lookup = new PersonLookup.Refused(FakePeople.NoPremium);

        Assert.Contains("Get Entra ID P1.", Opened().Find(".unreadable").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NoRole_IsForbidden()
    {
        SignIn(PortalRole.None);

        Assert.Contains("You may not see this", Opened().Markup, StringComparison.Ordinal);
        Assert.Equal(0, People.Lookups);
    }

    [Fact]
    public void Page_Fails_OffersToTryAgain()
    {
        People.Failure = new InvalidOperationException();
        var page = Opened();
        Assert.Contains("The user could not be read.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        People.Failure = null;
        Button(page, "Try again").Click();

        Assert.Equal("Berta Blank can reset the PIN on LT-1, as far as we can see", page.Find("h1").TextContent);
    }

    private IRenderedComponent<PersonPage> Opened(string? tenant = null, string? userId = null) => Render<PersonPage>(parameters => parameters
        .Add(page => page.Id, tenant ?? Some.Contoso.Id.ToString())
        .Add(page => page.UserId, userId ?? FakePeople.Berta.ToString("D")));

    private static PersonCause Shut(string app) => FakePeople.ConsentMissing with { Id = "consent.assignment", Title = $"The user is shut out of {app}" };

    private static PersonUnknown Unseen(string app) => new("consent.assignment", $"Whether the user is assigned to {app}", FakePeople.NoPremium, Decides: true);
}
