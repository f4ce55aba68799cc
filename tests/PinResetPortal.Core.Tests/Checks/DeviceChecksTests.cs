using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.Checks;

public sealed class DeviceChecksTests
{
    [FactAttribute]
    public void Coverage_EveryDeviceReportedSuccess_IsHealthy()
    {
        var finding = new DeviceCoverageCheck().Evaluate(Healthy());

        Assert.Equal((FindingStatus.Healthy, "All 2 Windows devices are given PIN recovery by policy."), (finding.Status, finding.Summary));
        Assert.Equal("2/2/2", finding.Evidence[0].Value);
    }

    [FactAttribute]
    public void Coverage_OnePending_IsGivenItAllTheSame()
    {
        var facts = Healthy() with { Deployment = Deployed("p-on", ("d-1", DeploymentState.Succeeded), ("d-2", DeploymentState.Pending)) };

        Assert.Equal(FindingStatus.Healthy, new DeviceCoverageCheck().Evaluate(facts).Status);
        Assert.Equal((2, 1, 1), Rollout.Of(facts).ValueOrDefault is { } rollout ? (rollout.Reached, rollout.Arrived, rollout.Awaited) : default);
        Assert.Equal(TenantStage.RollingOut, Stages.Of(Verdict.Ready, Rollout.Of(facts)));
    }

    [FactAttribute]
    public void Deployment_NoDeviceHasAnswered_NeedsAttention()
    {
        var facts = Healthy() with { Deployment = Deployed("p-on", ("d-1", DeploymentState.Pending), ("d-2", DeploymentState.Pending)) };

        var finding = new DeploymentCheck().Evaluate(facts);

        Assert.Equal((FindingStatus.NeedsAttention, FindingCause.AllPending), (finding.Status, finding.Cause));
        Assert.Equal(TenantStage.SetUp, Stages.Of(Verdict.Ready, Rollout.Of(facts)));
    }

    [FactAttribute]
    public void Stage_ADeviceThatIsGone_KeepsNoRolloutOpen()
    {
        var gone = Device("d-2") with { LastSyncAt = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero) };
        var facts = Healthy() with
        {
            Devices = TenantFactsBuilder.Devices(Device("d-1"), gone),
            ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices) with { LastModifiedAt = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero) }),
            Deployment = Deployed("p-on", ("d-1", DeploymentState.Succeeded), ("d-2", DeploymentState.Pending)),
        };

        Assert.Equal(TenantStage.Ready, Stages.Of(Verdict.Ready, Rollout.Of(facts)));
    }

    [Theory]
    [InlineData("azureADRegistered", "Enterprise", "10.0.26100.1")]
    [InlineData("azureADJoined", "Holographic", "10.0.26100.1")]
    [InlineData("azureADJoined", "Core", "10.0.26100.1")]
    [InlineData("azureADJoined", "Enterprise", "10.0.14393.1")]
    public void Stage_DevicesThatAreNotServed_ProveNothing(string join, string edition, string version)
    {
        var unserved = Device("d-1") with { JoinType = join, Edition = edition, OsVersion = version };
        var facts = Healthy() with { Devices = TenantFactsBuilder.Devices(unserved), Deployment = Deployed("p-on", ("d-1", DeploymentState.Succeeded)) };
        var mixed = Healthy() with { Devices = TenantFactsBuilder.Devices(unserved, Device("d-2")), Deployment = Deployed("p-on", ("d-1", DeploymentState.Succeeded), ("d-2", DeploymentState.Succeeded)) };

        Assert.Equal(TenantStage.SetUp, Stages.Of(Verdict.Ready, Rollout.Of(facts)));
        Assert.Equal(TenantStage.Ready, Stages.Of(Verdict.Ready, Rollout.Of(mixed)));
    }

    [Theory]
    [InlineData(Verdict.NotReady, TenantStage.Blocked)]
    [InlineData(Verdict.Unknown, TenantStage.Unknown)]
    [InlineData(Verdict.Ready, TenantStage.SetUp)]
    public void Stage_DevicesUnreadable_GoesNoFurtherThanSetUp(Verdict verdict, TenantStage stage) =>
        Assert.Equal(stage, Stages.Of(verdict, Rollout.Of(Healthy() with { Devices = Forbidden })));

    [FactAttribute]
    public void Coverage_NoReport_CountsByAudienceAndSaysSo()
    {
        var finding = new DeviceCoverageCheck().Evaluate(Healthy() with
        {
            Deployment = DeploymentFacts.None,
            ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, In("g-1"))),
            Groups = Groups(Group("g-1", "u-d-1")),
        });

        Assert.Equal("1 of 2 Windows devices is given PIN recovery by policy.", finding.Summary);
    }

    [FactAttribute]
    public void Coverage_FilterDecides_IsAtLeast()
    {
        var finding = new DeviceCoverageCheck().Evaluate(Healthy() with
        {
            Deployment = DeploymentFacts.None,
            ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices with { FilterId = "f", FilterMode = AssignmentFilterMode.Include })),
        });

        Assert.Equal("At least 0 of 2 Windows devices are given PIN recovery by policy; for 2 it can't be told.", finding.Summary);
    }

    [FactAttribute]
    public void Coverage_UserScopeTurnsItOff_BeatsTheDeviceScope()
    {
        var finding = new DeviceCoverageCheck().Evaluate(Healthy() with
        {
            ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices), UserCatalog("p-off", "Users off", false, AllUsers)),
            Deployment = new DeploymentFacts(
                [Deployment("p-on", ("d-1", DeploymentState.Succeeded), ("d-2", DeploymentState.Succeeded)), Deployment("p-off", ("d-2", DeploymentState.Succeeded))],
                new Dictionary<string, UnreadableReason>()),
        });

        Assert.StartsWith("1 of 2 ", finding.Summary, StringComparison.Ordinal);
        Assert.Equal("turned off by \"Users off\"", Assert.Single(finding.Evidence, evidence => evidence.Id == "d-2").Detail);
    }

    [FactAttribute]
    public void Coverage_TwoValuesInOneScope_CountsAsNotReached()
    {
        var finding = new DeviceCoverageCheck().Evaluate(Healthy() with
        {
            ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices), Catalog("p-off", "Hardening", false, AllDevices)),
            Deployment = DeploymentFacts.None,
        });

        Assert.StartsWith("0 of 2 ", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("turned on and off at once", finding.Evidence[1].Detail, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Coverage_MoreDevicesThanWereRead_SaysHowManyWereNotLookedAt()
    {
        var finding = new DeviceCoverageCheck().Evaluate(Healthy() with { Devices = new DeviceInventory([Device("d-1"), Device("d-2")], 5000) });

        Assert.Equal(FindingStatus.Healthy, finding.Status);
        Assert.EndsWith("; 4998 more were not looked at.", finding.Summary, StringComparison.Ordinal);
        Assert.Equal("2/2/5000", finding.Evidence[0].Value);
    }

    [FactAttribute]
    public void DeviceChecks_NotReadable_AreUnknownAndNameThePermission()
    {
        var facts = Healthy() with { Devices = Forbidden, Deployment = Forbidden };

        foreach (var check in new ITenantCheck[] { new DeviceCoverageCheck(), new DeploymentCheck(), new SupportedDevicesCheck() })
        {
            var finding = check.Evaluate(facts);
            Assert.Equal((FindingStatus.Unknown, false), (finding.Status, finding.Required));
            Assert.Equal(Forbidden, finding.Reason);
        }
    }

    [FactAttribute]
    public void DeviceChecks_NoWindowsDevice_AreNotApplicable()
    {
        var facts = Healthy() with { Devices = TenantFactsBuilder.Devices() };

        Assert.Equal(FindingStatus.NotApplicable, new DeviceCoverageCheck().Evaluate(facts).Status);
        Assert.Equal(FindingStatus.NotApplicable, new SupportedDevicesCheck().Evaluate(facts).Status);
    }

    [Theory]
    [InlineData(DeploymentState.Error, FindingStatus.NeedsAttention, "\"Hello\" ended with an error on 1 device.")]
    [InlineData(DeploymentState.Conflict, FindingStatus.NeedsAttention, "\"Hello\" is in conflict with another policy on 1 device.")]
    [InlineData(DeploymentState.Pending, FindingStatus.Healthy, "\"Hello\" arrived on 1 of 2 devices, 1 has not answered yet.")]
    [InlineData(DeploymentState.NotApplicable, FindingStatus.Healthy, "\"Hello\" arrived on 1 of 2 devices, 1 can't apply it.")]
    [InlineData(DeploymentState.Succeeded, FindingStatus.Healthy, "\"Hello\" arrived on all 2 devices.")]
    public void Deployment_StateOfOneDevice_DecidesTheSentence(DeploymentState state, FindingStatus status, string sentence)
    {
        var finding = new DeploymentCheck().Evaluate(Healthy() with { Deployment = Deployed("p-on", ("d-1", DeploymentState.Succeeded), ("d-2", state)) });

        Assert.Equal((status, sentence), (finding.Status, finding.Summary));
        Assert.Equal(("settingsCatalog", "p-on"), (finding.Evidence[0].Kind, finding.Evidence[0].Id));
        Assert.StartsWith("succeeded ", finding.Evidence[0].Value, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Deployment_NothingAssigned_IsNotApplicable() => Assert.Equal(
        FindingStatus.NotApplicable, new DeploymentCheck().Evaluate(Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true)) }).Status);

    [FactAttribute]
    public void Supported_OldHomeAndStale_AreCountedApart()
    {
        var finding = new SupportedDevicesCheck().Evaluate(Healthy() with
        {
            Devices = TenantFactsBuilder.Devices(
                Device("d-1") with { OsVersion = "10.0.14393.0" },
                Device("d-2") with { Edition = "CoreSingleLanguage" },
                Device("d-3") with { LastSyncAt = new(2026, 11, 8, 9, 0, 0, TimeSpan.Zero) },
                Device("d-4") with { OsVersion = "10.0.15063.0", Edition = null, LastSyncAt = new(2026, 11, 8, 11, 0, 0, TimeSpan.Zero) }),
        });

        Assert.Equal("1 Windows device is too old for PIN recovery, 1 Windows device is on Windows Home, 1 Windows device is not synchronised for 14 days.", finding.Summary);
        Assert.Equal(["d-1", "d-2", "d-3"], finding.Evidence.Select(evidence => evidence.Id));
    }
}
