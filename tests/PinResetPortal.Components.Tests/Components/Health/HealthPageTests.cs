using Bunit;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using Xunit;

namespace PinResetPortal.Components.Health;

public sealed class HealthPageTests : ComponentTest
{
    public HealthPageTests() => Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);

    [Fact]
    public void HealthPage_Reading_ShowsItsShapeAndSaysSo()
    {
        Readiness.Gates[Some.Contoso.Id] = new TaskCompletionSource();

        var page = Page();

        Assert.Contains("Reading the tenant", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.False(Offers(page, "Fix"));
    }

    [Fact]
    public void HealthPage_NotReady_AnswersInOneSentence()
    {
        var page = Page();

        Assert.Equal("Users get CAA20004: two apps are missing", page.Find("h1").TextContent);
        Assert.Contains("3 minutes ago", page.Markup, StringComparison.Ordinal);
        Assert.Contains("3 requests", page.Markup, StringComparison.Ordinal);
        Assert.Equal("22 Nov 2026, 14:00:10 (UTC)", page.Find("time").GetAttribute("title"));
    }

    [Fact]
    public void HealthPage_LaterReadCouldNotSee_KeepsTheVerdictAndSaysSinceWhenAndWhy()
    {
        var unread = Some.Assessed(Some.Finding("policy.pin-recovery", FindingStatus.Unknown, "We could not see it.", new(UnreadableKind.PortalNotConsented, "The portal is no longer consented in Contoso.", "Give consent again.")));
        Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso) with { Unread = new(Some.Now.AddHours(-2), Some.Now.AddHours(-1), [unread]) };

        var page = Page();

        Assert.Equal("Users get CAA20004: two apps are missing", page.Find("h1").TextContent);
        var note = page.Find(".unread-since").TextContent;
        Assert.Contains("Contoso could not be read since 22 Nov 2026, 12:03:10 (UTC).", note, StringComparison.Ordinal);
        Assert.Contains("The portal is no longer consented in Contoso.", note, StringComparison.Ordinal);
        Assert.Contains("Give consent again.", note, StringComparison.Ordinal);
    }

    [Fact]
    public void HealthPage_Findings_AreLargeWhereSomebodyHasToLookAndALineElsewhere()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(
            Some.Contoso,
            Verdict.Ready,
            Some.Assessed(Some.Finding("policy.pin-recovery", FindingStatus.Healthy)),
            Some.Assessed(Some.Finding("devices.coverage", FindingStatus.NeedsAttention, "5 of 8 Windows devices are reached by PIN recovery.", null, false, new Evidence("coverage", "Windows devices reached", null, "5/8/8"))),
            Some.Assessed(Some.Finding("devices.supported", FindingStatus.Unknown, "We could not see the Windows devices.", new(UnreadableKind.PermissionMissing, "The portal may not read the Windows devices in Contoso.", Permission: "DeviceManagementManagedDevices.Read.All"), required: false)));

        var page = Page();

        Assert.StartsWith("The tenant is set up", page.Find("h1").TextContent, StringComparison.Ordinal);
        var attention = page.Find("section[aria-labelledby=group-worth-a-look]");
        Assert.Contains("5 of 8 Windows devices are reached by PIN recovery.", attention.TextContent, StringComparison.Ordinal);
        Assert.Contains("Coverage", attention.TextContent, StringComparison.Ordinal);
        Assert.Contains("DeviceManagementManagedDevices.Read.All", page.Find("section[aria-labelledby=group-could-not-be-seen]").TextContent, StringComparison.Ordinal);
        Assert.Equal("details", page.Find("section[aria-labelledby=group-in-order] .lines > *").LocalName);
        Assert.False(Offers(page, "Fix"));
    }

    [Fact]
    public void HealthPage_FixEverything_OpensThePlanOfAll()
    {
        var page = Page();

        Button(page, "Fix everything (2)").Click();

        Assert.EndsWith($"/tenants/{Some.Contoso.Id}?fix=all", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void HealthPage_ReaderLooks_OffersNoFixAndSaysWhoCan()
    {
        SignIn(PortalRole.Reader);

        var page = Page();

        Assert.False(Offers(page, "Fix"));
        Assert.Contains("Somebody with the role Operator can fix this", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void HealthPage_CheckAgain_ReadsNowAndCanBeCancelledMeanwhile()
    {
        var page = Page();
        Readiness.Gates[Some.Contoso.Id] = new TaskCompletionSource();

        Button(page, "Check again").Click();

        Assert.False(Offers(page, "Check again"));
        Readiness.Gates[Some.Contoso.Id].SetResult();
        page.WaitForAssertion(() => Assert.True(Offers(page, "Check again")));
        Assert.Equal((Some.Contoso.Id, true), Readiness.Calls[^1]);

        Readiness.Gates[Some.Contoso.Id] = new TaskCompletionSource();
        Button(page, "Check again").Click();
        Button(page, "Cancel the check").Click();
        page.WaitForAssertion(() => Assert.True(Offers(page, "Check again")));
        Assert.Equal([Some.Contoso.Id], Readiness.Cancelled);
        Assert.Equal("Users get CAA20004: two apps are missing", page.Find("h1").TextContent);
    }

    [Fact]
    public async Task HealthPage_GraphAsksToWait_SaysUntilWhen()
    {
        var page = Page();
        Readiness.Gates[Some.Contoso.Id] = new TaskCompletionSource();
        Button(page, "Check again").Click();
        Assert.Contains("Reading the tenant…", page.Find(".waiting").TextContent, StringComparison.Ordinal);

        var pause = Readiness.Pacer!.PauseAsync(TimeSpan.FromSeconds(20), ThrottleReach.Tenant, Xunit.TestContext.Current.CancellationToken);

        page.WaitForAssertion(() => Assert.Contains("asked the portal to wait until 22 Nov 2026, 14:03:30", page.Find(".waiting").TextContent, StringComparison.Ordinal));
        Time.Advance(TimeSpan.FromSeconds(20));
        await pause;
        page.WaitForAssertion(() => Assert.Contains("Reading the tenant…", page.Find(".waiting").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void HealthPage_NewerAnswerIsStored_IsShownByItselfUnlessItHasGaps()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(Some.Contoso, Verdict.Ready) with { Stage = TenantStage.RollingOut, Devices = Devices(arrived: 3) };
        var page = Page();
        Assert.Contains("3 of 8 have it", Stage(page, "Devices"), StringComparison.Ordinal);

        Readiness.Answers[Some.Contoso.Id] = Readiness.Answers[Some.Contoso.Id] with { ReadAt = Some.Now, Devices = Devices(arrived: 5) };
        Time.Advance(HealthPage.Follows);
        page.WaitForAssertion(() => Assert.Contains("5 of 8 have it", Stage(page, "Devices"), StringComparison.Ordinal));

        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(Some.Contoso, Verdict.Unknown, Some.Assessed(Some.Finding("policy.conflict", FindingStatus.Unknown))) with { ReadAt = Some.Now.AddMinutes(1) };
        Time.Advance(HealthPage.Follows);
        Assert.Contains("5 of 8 have it", Stage(page, "Devices"), StringComparison.Ordinal);
    }

    [Fact]
    public void HealthPage_TenantSwitched_CancelsTheReadAndShowsTheOther()
    {
        Readiness.Gates[Some.Contoso.Id] = new TaskCompletionSource();
        Readiness.Answers[Some.Fabrikam.Id] = Some.Readiness(Some.Fabrikam, Verdict.Ready);
        var page = Page();

        page.Render(parameters => parameters.Add(health => health.Id, Some.Fabrikam.Id.ToString()));

        page.WaitForAssertion(() => Assert.StartsWith("The tenant is set up", page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Equal([Some.Contoso.Id], Readiness.Cancelled);
    }

    [Fact]
    public void HealthPage_ReadFails_TellsTheCorrelationIdAndOffersAnother()
    {
        Readiness.Failure = new InvalidOperationException("disk full");

        var page = Page();

        Assert.Contains("The tenant could not be read.", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.Find(".correlation code").TextContent);
        Assert.DoesNotContain("disk full", page.Markup, StringComparison.Ordinal);
        Readiness.Failure = null;
        Button(page, "Try again").Click();
        page.WaitForAssertion(() => Assert.Contains("CAA20004", page.Find("h1").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void HealthPage_TenantIsNotSetUp_SaysOnlyThat()
    {
        var reason = new UnreadableReason(UnreadableKind.PortalNotConsented, "The portal has no consent here.");
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(
            Some.Contoso,
            Verdict.Unknown,
            [.. new[] { "consent.pin-reset-service", "consent.pin-reset-client", "policy.pin-recovery" }.Select(id => Some.Assessed(Some.Finding(id, FindingStatus.Unknown, null, reason)))]);

        var page = Page();

        Assert.Single(page.FindAll("a"), link => link.TextContent.Contains("Set this tenant up", StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".finding-card"));
        Assert.False(Offers(page, "Read the sign-in log"));
        Assert.False(Offers(page, "Ask devices to check in"));
    }

    [Theory]
    [InlineData("dddddddd-0000-4000-8000-00000000000d")]
    [InlineData("not-an-id")]
    public void HealthPage_NotOneOfTheirTenants_SaysSo(string id)
    {
        var page = Render<HealthPage>(parameters => parameters.Add(health => health.Id, id));

        Assert.Equal("Tenant not found", page.Find("h1").TextContent);
        Assert.Empty(Readiness.Calls);
    }

    [Fact]
    public void HealthPage_NoRole_ReadsNothing()
    {
        SignIn(PortalRole.None);

        var page = Page();

        Assert.Contains("You may not see this", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Readiness.Calls);
    }

    [Theory]
    [InlineData(false, "is running")]
    [InlineData(true, "was interrupted")]
    public void HealthPage_UnfinishedRun_LinksToIt(bool interrupted, string words)
    {
        var run = Some.Operation(Some.Contoso, OperationState.Running, StepState.Sending) with { Interrupted = interrupted };
        Remediation.Operations.Add(run);

        var page = Page();

        Assert.Contains(words, page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == $"/tenants/{Some.Contoso.Id}?operation={run.Id}");
    }

    private static Rollout Devices(int arrived) => new(8, 8, 8, 0, arrived, 0, 8 - arrived, Reports: true);

    private static string Stage(IRenderedComponent<HealthPage> page, string name) => page.FindAll(".stage").Single(stage => stage.QuerySelector("strong")!.TextContent == name).TextContent;

    private IRenderedComponent<HealthPage> Page() =>
        Render<HealthPage>(parameters => parameters.Add(health => health.Id, Some.Contoso.Id.ToString()));
}
