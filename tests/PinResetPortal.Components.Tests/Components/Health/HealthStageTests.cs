using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Health;

public sealed class HealthStageTests : ComponentTest
{
    private static readonly AssessedFinding[] Sound =
    [
        Some.Assessed(Some.Finding(CheckIds.PinResetService, FindingStatus.Healthy)),
        Some.Assessed(Some.Finding(CheckIds.PinResetClient, FindingStatus.Healthy)),
        Some.Assessed(Some.Finding(CheckIds.PinRecovery, FindingStatus.Healthy)),
    ];

    [Fact]
    public void Stages_Always_AreTheSameFiveInTheSameOrder()
    {
        Assert.Equal(["Apps", "Grant", "Policy", "Devices", "Proof"], Of(Some.NotConsented(Some.Contoso)).Select(stage => stage.Name));
        Assert.Equal(["Apps", "Grant", "Policy", "Devices", "Proof"], Of(Some.Readiness(Some.Contoso, Verdict.Unknown)).Select(stage => stage.Name));
    }

    [Fact]
    public void Stages_NothingWasSeen_NothingIsGreen() =>
        Assert.DoesNotContain("good", Of(Some.Readiness(Some.Contoso, Verdict.Unknown)).Select(stage => stage.Look.Tone));

    [Fact]
    public void Apps_OneBroken_IsNamedWithHowManyMore() =>
        Assert.Equal(("bad", "Service app, 1 more"), Short(Of(Some.NotConsented(Some.Contoso))[0]));

    [Theory]
    [InlineData(FindingStatus.Healthy, FindingCause.ConsentProven, "good", "a sign-in used it")]
    [InlineData(FindingStatus.Healthy, FindingCause.None, "good", "listed for everybody")]
    [InlineData(FindingStatus.NotApplicable, FindingCause.GrantNotListed, "quiet", "not proven")]
    [InlineData(FindingStatus.NeedsAttention, FindingCause.GrantForSomePeople, "warn", "not proven")]
    [InlineData(FindingStatus.Broken, FindingCause.GrantRefused, "bad", "refused")]
    [InlineData(FindingStatus.Unknown, FindingCause.None, "unknown", "not seen")]
    public void Grant_EachFinding_SaysNoMoreThanItsFact(FindingStatus status, FindingCause cause, string tone, string words) =>
        Assert.Equal((tone, words), Short(Of(Some.Readiness(Some.Contoso, Verdict.Ready, [.. Sound, Some.Assessed(Some.Finding(CheckIds.Grants, status) with { Cause = cause })]))[1]));

    [Theory]
    [InlineData(FindingCause.NoPolicy, "PIN recovery not on")]
    [InlineData(FindingCause.Unassigned, "on, assigned to nobody")]
    [InlineData(FindingCause.ReachesNobody, "on, reaches nobody")]
    public void Policy_Broken_SaysWhetherOneIsThere(FindingCause cause, string words) =>
        Assert.Equal(("bad", words), Short(Of(Some.Readiness(Some.Contoso, Verdict.NotReady, [.. Sound[..2], Some.Assessed(Some.Finding(CheckIds.PinRecovery, FindingStatus.Broken) with { Cause = cause })]))[2]));

    [Theory]
    [InlineData(TenantStage.Blocked, 8, 8, "quiet", "8 of 8 have it")]
    [InlineData(TenantStage.SetUp, 8, 0, "quiet", "0 of 8 have it")]
    [InlineData(TenantStage.SetUp, 0, 0, "quiet", "a policy reaches none of 9")]
    [InlineData(TenantStage.RollingOut, 8, 3, "busy", "3 of 8 have it")]
    [InlineData(TenantStage.Proven, 8, 3, "busy", "3 of 8 have it")]
    [InlineData(TenantStage.Ready, 8, 8, "good", "8 of 8 have it")]
    [InlineData(TenantStage.Proven, 8, 8, "good", "8 of 8 have it")]
    public void Devices_EachStage_IsGreenOnlyWhenAllHaveIt(TenantStage stage, int reached, int arrived, string tone, string words) =>
        Assert.Equal((tone, words), Short(Of(Some.Readiness(Some.Contoso, Verdict.Ready, Sound) with { Stage = stage, Devices = new(9, 9, reached, 0, arrived, 0, reached - arrived, Reports: true) })[3]));

    [Fact]
    public void Devices_NotRead_AreUnknown() => Assert.Equal(("unknown", "not read"), Short(Of(Some.Readiness(Some.Contoso, Verdict.Ready, Sound))[3]));

    [Fact]
    public void Proof_SignInBeforeTheLastChange_IsToldButProvesNothing()
    {
        var signIn = Some.Assessed(Some.Finding(CheckIds.SignIns, FindingStatus.Healthy, required: false, evidence: new Evidence("signIns", "Sign-in to the Client app that succeeded", KnownApps.PinResetClientAppId, "2026-11-20 08:00:00Z")));
        var readiness = Some.Readiness(Some.Contoso, Verdict.Ready, [.. Sound, signIn]);

        Assert.Equal(("quiet", "last reset sign-in"), Short(Of(readiness with { Stage = TenantStage.SetUp })[4]));
        Assert.Equal(("good", "a reset sign-in got through"), Short(Of(readiness with { Stage = TenantStage.Proven })[4]));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), Of(readiness)[4].At);
    }

    private static (string Tone, string Words) Short(HealthStage stage) => (stage.Look.Tone, stage.Words);

    private IReadOnlyList<HealthStage> Of(TenantReadiness readiness) => HealthStage.Of(readiness, Services.GetRequiredService<CheckCatalog>());
}
