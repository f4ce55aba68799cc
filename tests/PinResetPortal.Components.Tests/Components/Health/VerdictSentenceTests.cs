using PinResetPortal.Components.Status;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Health;

public sealed class VerdictSentenceTests
{
    private const string Service = "consent.pin-reset-service";
    private const string Client = "consent.pin-reset-client";
    private const string Recovery = "policy.pin-recovery";

    [Theory]
    [InlineData(8, 8, 0, "The tenant is set up, 0 of 8 devices have the policy")]
    [InlineData(8, 8, 3, "The tenant is set up, 3 of 8 devices have the policy")]
    [InlineData(1, 1, 1, "The tenant is set up, 1 of 1 device has the policy")]
    [InlineData(0, 0, 0, "The tenant is set up, it has no Windows device")]
    public void For_Ready_ClaimsNoMoreThanTheDevicesReported(int windows, int reached, int arrived, string expected)
    {
        var devices = new Rollout(windows, windows, reached, 0, arrived, 0, reached - arrived, Reports: true);
        var readiness = Some.Readiness(Some.Contoso, Verdict.Ready, [Some.Assessed(Some.Finding("policy.oma-uri", FindingStatus.NeedsAttention))]) with { Devices = devices, Stage = Stages.Of(Verdict.Ready, devices) };

        Assert.Equal(expected, VerdictSentence.For(readiness).Headline);
    }

    [Fact]
    public void For_OnlyDevicesThatAreNotServed_SaysSo()
    {
        var devices = new Rollout(2, 2, 2, 0, 2, 0, 0, Reports: true, Unserved: 2);
        var readiness = Some.Readiness(Some.Contoso, Verdict.Ready, [Some.Assessed(Some.Finding(Recovery, FindingStatus.Healthy))]) with { Devices = devices, Stage = Stages.Of(Verdict.Ready, devices) };

        Assert.Equal("The tenant is set up, 2 of 2 devices have the policy, none of a kind that PIN reset serves", VerdictSentence.For(readiness).Headline);
    }

    [Fact]
    public void For_ReadyWithoutDevices_SaysThatTheyCouldNotBeRead() =>
        Assert.Equal("The tenant is set up, its devices were not read", Sentence(Verdict.Ready, Some.Finding(Recovery, FindingStatus.Healthy)).Headline);

    [Fact]
    public void For_BothAppsAbsent_NamesTheErrorUsersSee() =>
        Assert.Equal("Users get CAA20004: two apps are missing", VerdictSentence.For(Some.NotConsented(Some.Contoso)).Headline);

    [Fact]
    public void For_OneAppAbsent_NamesIt() =>
        Assert.Equal(
            "Users get CAA20004: Microsoft Pin Reset Client Production is missing",
            Sentence(Verdict.NotReady, Some.Finding(Service, FindingStatus.Healthy), App(Client, FindingCause.AppAbsent)).Headline);

    [Theory]
    [InlineData(FindingCause.AppDisabled, "Users get CAA20004: Microsoft Pin Reset Service Production is switched off")]
    [InlineData(FindingCause.AppDeleted, "Users get CAA20004: Microsoft Pin Reset Service Production was deleted")]
    [InlineData(FindingCause.AppAbsent, "Users get CAA20004: Microsoft Pin Reset Service Production is missing")]
    public void For_OneAppInAState_SaysWhich(FindingCause cause, string expected) =>
        Assert.Equal(expected, Sentence(Verdict.NotReady, App(Service, cause)).Headline);

    [Fact]
    public void For_AppsInDifferentStates_SaysBoth() =>
        Assert.Equal("Users get CAA20004: two apps are missing or switched off", Sentence(Verdict.NotReady, App(Service, FindingCause.AppAbsent), App(Client, FindingCause.AppDisabled)).Headline);

    [Fact]
    public void For_NothingTurnsItOn_SaysSo() =>
        Assert.Equal("PIN recovery is not turned on for anybody", Sentence(Verdict.NotReady, Broken(Recovery, FindingCause.NoPolicy)).Headline);

    [Fact]
    public void For_PolicyReachesNobody_SaysSo() =>
        Assert.Equal(
            "A policy turns PIN recovery on, but it reaches nobody",
            Sentence(Verdict.NotReady, Broken(Recovery, FindingCause.ReachesNobody)).Headline);

    [Fact]
    public void For_ConsentAndPolicyBroken_PromisesNoErrorThatUsersDoNotSee()
    {
        var sentence = Sentence(Verdict.NotReady, App(Service, FindingCause.AppAbsent), App(Client, FindingCause.AppAbsent), Broken(Recovery, FindingCause.NoPolicy));

        Assert.Equal("PIN reset is not set up: two apps are missing, and PIN recovery is not turned on for anybody", sentence.Headline);
        Assert.Empty(sentence.Also);
    }

    [Fact]
    public void For_SeveralCauses_SaysTheOthersBelow()
    {
        var sentence = Sentence(Verdict.NotReady, Broken("policy.hello-enabled", FindingCause.HelloOffByPolicy), Broken(Recovery, FindingCause.NoPolicy));

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
            Sentence(Verdict.NotReady, Some.Finding("policy.baseline", FindingStatus.Broken, required: false), Broken("policy.hello-enabled", FindingCause.HelloOffByPolicy)).Headline);

    [Fact]
    public void For_EveryReason_HasWords()
    {
        foreach (var kind in Enum.GetValues<UnreadableKind>())
        {
            var headline = Sentence(Verdict.Unknown, Some.Finding(Recovery, FindingStatus.Unknown, null, new UnreadableReason(kind, "x"))).Headline;
            Assert.DoesNotContain("not everything could be read", headline, StringComparison.Ordinal);
        }
    }

    private static Finding App(string checkId, FindingCause cause) => Broken(checkId, cause);

    private static Finding Broken(string checkId, FindingCause cause)
    {
        var finding = Some.Finding(checkId, FindingStatus.Broken) with { Cause = cause };
        return finding with { Headline = Checks.Single(check => check.Id == checkId).Headline(finding) };
    }

    private static readonly ITenantCheck[] Checks = [new PinResetServiceConsentCheck(), new PinResetClientConsentCheck(), new PinRecoveryPolicyCheck(), new HelloEnabledCheck()];

    private static VerdictSentence Sentence(Verdict verdict, params Finding[] findings) =>
        VerdictSentence.For(Some.Readiness(Some.Contoso, verdict, [.. findings.Select(finding => Some.Assessed(finding))]));
}
