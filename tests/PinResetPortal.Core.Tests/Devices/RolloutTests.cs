using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Devices;

public sealed class RolloutTests
{
    [Theory]
    [InlineData("unknown", "unknown", TenantStage.RollingOut)]
    [InlineData(null, null, TenantStage.RollingOut)]
    [InlineData("azureADRegistered", "unknown", TenantStage.RollingOut)]
    [InlineData("azureADRegistered", "azureADRegistered", TenantStage.SetUp)]
    [InlineData("azureADJoined", "unknown", TenantStage.Ready)]
    [InlineData("hybridAzureADJoined", "azureADRegistered", TenantStage.Ready)]
    public void Stage_EveryDeviceHasThePolicy_IsReadyOnlyWhenOneIsKnownToBeServed(string? first, string? second, TenantStage expected)
    {
        var facts = TenantFactsBuilder.Healthy() with
        {
            Devices = TenantFactsBuilder.Devices(TenantFactsBuilder.Device("d-1") with { JoinType = first }, TenantFactsBuilder.Device("d-2") with { JoinType = second }),
        };
        var rollout = Rollout.Of(facts);

        Assert.Equal(expected, Stages.Of(Verdict.Ready, facts, rollout));
        Assert.True(rollout.ValueOrDefault!.IsOver);
    }

    [FactAttribute]
    public void Stage_NoDeviceSaysHowItIsJoinedButASignInSucceeded_IsProven()
    {
        var facts = TenantFactsBuilder.Healthy() with
        {
            Devices = TenantFactsBuilder.Devices(TenantFactsBuilder.Device("d-1") with { JoinType = null }),
            SignIns = new SignInFacts(TenantFactsBuilder.Healthy().ReadAt, 7, TenantFactsBuilder.Healthy().ReadAt, [], Complete: true),
        };

        Assert.Equal(TenantStage.Proven, Stages.Of(Verdict.Ready, facts, Rollout.Of(facts)));
    }

    /// <summary>A snapshot is placed and judged once, however often it is asked; another one, even a copy, for itself.</summary>
    [FactAttribute]
    public void Of_SameSnapshot_IsWorkedOutOnce()
    {
        var facts = TenantFactsBuilder.Healthy();
        var copy = facts with { Devices = TenantFactsBuilder.Devices(TenantFactsBuilder.Device("d-9")) };

        Assert.Same(Rollout.Of(facts), Rollout.Of(facts));
        Assert.Same(PolicyEvidence.Place(facts), PolicyEvidence.Place(facts));
        Assert.Same(PinRecoveryOnDevice.OfAll(facts), PinRecoveryOnDevice.OfAll(facts));
        Assert.Same(facts.AudienceOf(facts.AllPolicies[0]), facts.AudienceOf(facts.AllPolicies[0]));
        Assert.Same(facts.AllPolicies, facts.AllPolicies);
        Assert.Equal((2, 1), (Rollout.Of(facts).ValueOrDefault!.Windows, Rollout.Of(copy).ValueOrDefault!.Windows));
        Assert.NotSame(facts.AudienceOf(facts.AllPolicies[0]), copy.AudienceOf(copy.AllPolicies[0]));
    }

    /// <summary>Every finding, with and without a look at the same snapshot before: what is kept changes nothing.</summary>
    [FactAttribute]
    public void PerSnapshot_ReadByOthersBefore_ChangesNoAnswer()
    {
        var made = 0;
        var once = new PerSnapshot<object>(_ => made++);
        var facts = TenantFactsBuilder.Healthy();

        Assert.Equal(once.Of(facts), once.Of(facts));
        Assert.NotEqual(once.Of(facts), once.Of(facts with { Deployed = [] }));
        Assert.Equal(2, made);
    }
}
