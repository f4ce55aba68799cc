using Bunit;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Health;

public sealed class FindingCardTests : ComponentTest
{
    [Theory]
    [InlineData(FindingStatus.Healthy, "Healthy")]
    [InlineData(FindingStatus.NeedsAttention, "Needs attention")]
    [InlineData(FindingStatus.Broken, "Broken")]
    [InlineData(FindingStatus.Unknown, "Unknown")]
    [InlineData(FindingStatus.NotApplicable, "Not applicable")]
    public void FindingCard_AnyStatus_SaysItInAWord(FindingStatus status, string word) =>
        Assert.Contains(word, Card(new AssessedFinding(Some.Finding("policy.pin-recovery", status), false)).Find(".status").TextContent, StringComparison.Ordinal);

    [Fact]
    public void FindingCard_BrokenAndFixable_CallsFixWithItsCheck()
    {
        string? asked = null;
        var card = Card(new AssessedFinding(Some.Finding("consent.pin-reset-service", FindingStatus.Broken), true), mayFix: true, fix => asked = fix);

        Button(card, "Fix").Click();

        Assert.Equal("consent.pin-reset-service", asked);
    }

    [Fact]
    public void FindingCard_ReaderLooks_OffersNoFix() =>
        Assert.False(Offers(Card(new AssessedFinding(Some.Finding("consent.pin-reset-service", FindingStatus.Broken), true), mayFix: false), "Fix"));

    [Fact]
    public void FindingCard_StatusUnknown_OffersNoButton()
    {
        var reason = new UnreadableReason(UnreadableKind.RoleMissing, "Intune refused.", "Ask for the role Intune Administrator.", Role: "Intune Administrator");
        var card = Card(new AssessedFinding(Some.Finding("policy.pin-recovery", FindingStatus.Unknown, null, reason), true), mayFix: true);

        Assert.False(Offers(card, "Fix"));
        Assert.Contains("Intune refused.", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Ask for the role Intune Administrator.", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void FindingCard_SignInRequired_LinksToTheChallengeAndBack()
    {
        Navigation.NavigateTo($"/tenants/{Some.Contoso.Id}");
        var challenge = new SignInChallenge(Some.Contoso.Id, ["DeviceManagementConfiguration.Read.All"], null);
        var card = Card(new AssessedFinding(Some.Finding("policy.pin-recovery", FindingStatus.Unknown, null, new UnreadableReason(UnreadableKind.SignInRequired, "Sign in.", Challenge: challenge)), false));

        var link = card.FindAll("a").Single(anchor => anchor.TextContent.Contains("Sign in for this tenant", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Contains($"tenant={Some.Contoso.Id}", link, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"/tenants/{Some.Contoso.Id}"), link, StringComparison.Ordinal);
    }

    [Fact]
    public void FindingCard_PortalNotConsented_LinksToItsSetUp() =>
        Assert.Contains(
            Card(new AssessedFinding(Some.Finding("consent.pin-reset-service", FindingStatus.Unknown, null, new UnreadableReason(UnreadableKind.PortalNotConsented, "No.")), false)).FindAll("a"),
            anchor => anchor.GetAttribute("href") == $"/tenants/{Some.Contoso.Id}/onboarding");

    [Fact]
    public void FindingCard_Evidence_ShowsWhatWasRead()
    {
        var card = Card(new AssessedFinding(Some.Finding("policy.oma-uri", FindingStatus.NeedsAttention, null, null, true, new Evidence("customOmaUri", "WHfB legacy", "5d0c", "./Vendor/…", "wrong root")), false));

        var cells = card.FindAll("td").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Contains("Custom OMA-URI profile", cells);
        Assert.Contains("./Vendor/…", cells);
        Assert.Contains("wrong root", cells);
        Assert.NotNull(card.Find("button[aria-label='Copy id of WHfB legacy']"));
    }

    [Fact]
    public void FindingCard_Why_LeadsToTheChecksPage() =>
        Assert.Contains(
            Card(new AssessedFinding(Some.Finding("policy.conflict", FindingStatus.Healthy), false)).FindAll("a"),
            anchor => anchor.GetAttribute("href") == "/docs/checks/policy.conflict");

    private IRenderedComponent<FindingCard> Card(AssessedFinding assessed, bool mayFix = true, Action<string>? onFix = null) =>
        Render<FindingCard>(parameters => parameters
            .Add(card => card.Assessed, assessed)
            .Add(card => card.TenantId, Some.Contoso.Id)
            .Add(card => card.MayFix, mayFix)
            .Add(card => card.OnFix, fix => onFix?.Invoke(fix)));
}
