using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Health;

public sealed class VerdictSentenceTests
{
    private const string Service = "consent.pin-reset-service";
    private const string Client = "consent.pin-reset-client";
    private const string Recovery = "policy.pin-recovery";

    [Fact]
    public void For_Ready_SaysUsersCan() =>
        Assert.Equal("Users can reset their PIN", Sentence(Verdict.Ready, Some.Finding(Recovery, FindingStatus.Healthy)).Headline);

    [Fact]
    public void For_ReadyWithAttention_StaysPositive() =>
        Assert.Equal("Users can reset their PIN", Sentence(Verdict.Ready, Some.Finding("policy.oma-uri", FindingStatus.NeedsAttention)).Headline);

    [Fact]
    public void For_BothAppsAbsent_NamesTheErrorUsersSee() =>
        Assert.Equal("Users get CAA20004: two apps are not consented", VerdictSentence.For(Some.NotConsented(Some.Contoso)).Headline);

    [Fact]
    public void For_OneAppAbsent_NamesIt() =>
        Assert.Equal(
            "Users get CAA20004: Microsoft Pin Reset Client Production is not consented",
            Sentence(Verdict.NotReady, Some.Finding(Service, FindingStatus.Healthy), App(Client, "absent")).Headline);

    [Theory]
    [InlineData("accountEnabled=false", "Users get CAA20004: Microsoft Pin Reset Service Production is switched off")]
    [InlineData("deletedDateTime=2026-11-01", "Users get CAA20004: Microsoft Pin Reset Service Production was deleted")]
    [InlineData("absent", "Users get CAA20004: Microsoft Pin Reset Service Production is not consented")]
    public void For_OneAppInAState_SaysWhich(string value, string expected) =>
        Assert.Equal(expected, Sentence(Verdict.NotReady, App(Service, value)).Headline);

    [Fact]
    public void For_AppsInDifferentStates_SaysBoth() =>
        Assert.Equal("Users get CAA20004: two apps are missing or switched off", Sentence(Verdict.NotReady, App(Service, "absent"), App(Client, "accountEnabled=false")).Headline);

    [Fact]
    public void For_NothingTurnsItOn_SaysSo() =>
        Assert.Equal("PIN recovery is not turned on for anybody", Sentence(Verdict.NotReady, Some.Finding(Recovery, FindingStatus.Broken, "No Intune policy turns PIN recovery on.")).Headline);

    [Fact]
    public void For_PolicyReachesNobody_SaysSo() =>
        Assert.Equal(
            "A policy turns PIN recovery on, but it reaches nobody",
            Sentence(Verdict.NotReady, Some.Finding(Recovery, FindingStatus.Broken, "\"Hello\" turns PIN recovery on, but reaches nobody: it is not assigned.")).Headline);

    [Fact]
    public void For_ConsentAndPolicyBroken_PromisesNoErrorThatUsersDoNotSee()
    {
        var sentence = Sentence(Verdict.NotReady, App(Service, "absent"), App(Client, "absent"), Some.Finding(Recovery, FindingStatus.Broken));

        Assert.Equal("PIN reset is not set up: two apps are not consented, and PIN recovery is not turned on for anybody", sentence.Headline);
        Assert.Empty(sentence.Also);
    }

    [Fact]
    public void For_SeveralCauses_SaysTheOthersBelow()
    {
        var sentence = Sentence(Verdict.NotReady, Some.Finding("policy.hello-enabled", FindingStatus.Broken), Some.Finding(Recovery, FindingStatus.Broken));

        Assert.Equal("PIN recovery is not turned on for anybody", sentence.Headline);
        Assert.Equal(["Windows Hello for Business is switched off"], sentence.Also);
    }

    [Fact]
    public void For_PoliciesUnreadable_NamesTheMissingRole() =>
        Assert.Equal(
            "We could not see the policies: your account lacks the role Intune Administrator",
            Sentence(Verdict.Unknown, Some.Finding(Recovery, FindingStatus.Unknown, null, new UnreadableReason(UnreadableKind.RoleMissing, "x", Role: "Intune Administrator"))).Headline);

    [Fact]
    public void For_EverythingUnreadableForOneReason_IsOneSentence()
    {
        var reason = new UnreadableReason(UnreadableKind.PortalNotConsented, "x");
        var sentence = Sentence(Verdict.Unknown, Some.Finding(Service, FindingStatus.Unknown, null, reason), Some.Finding(Recovery, FindingStatus.Unknown, null, reason));

        Assert.Equal("We could not see into this tenant: the portal is not consented there", sentence.Headline);
        Assert.Empty(sentence.Also);
    }

    [Fact]
    public void For_AdviceBroken_IsNotACause() =>
        Assert.Equal(
            "Windows Hello for Business is switched off",
            Sentence(Verdict.NotReady, Some.Finding("policy.baseline", FindingStatus.Broken, required: false), Some.Finding("policy.hello-enabled", FindingStatus.Broken)).Headline);

    [Fact]
    public void For_EveryReason_HasWords()
    {
        foreach (var kind in Enum.GetValues<UnreadableKind>())
        {
            var headline = Sentence(Verdict.Unknown, Some.Finding(Recovery, FindingStatus.Unknown, null, new UnreadableReason(kind, "x"))).Headline;
            Assert.DoesNotContain("not everything could be read", headline, StringComparison.Ordinal);
        }
    }

    private static Finding App(string checkId, string value) =>
        Some.Finding(checkId, FindingStatus.Broken, null, null, true, new Evidence("servicePrincipal", "app", null, value));

    private static VerdictSentence Sentence(Verdict verdict, params Finding[] findings) =>
        VerdictSentence.For(Some.Readiness(Some.Contoso, verdict, [.. findings.Select(finding => Some.Assessed(finding))]));
}
