using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

public sealed class PolicyChecksTests
{
    private static readonly PinRecoveryPolicyCheck Recovery = new();
    private static readonly PolicyConflictCheck Conflict = new();
    private static readonly OmaUriCheck OmaUri = new();
    private static readonly HelloEnabledCheck Hello = new();
    private static readonly WebSignInUrlsCheck Urls = new();

    public static TheoryData<string, IntunePolicy> KindsThatTurnItOn()
    {
        var all = TenantFactsBuilder.AllDevices;
        return new()
        {
            { "catalogue", TenantFactsBuilder.Catalog("p", "n", true, all) },
            { "catalogue, user scope", TenantFactsBuilder.UserCatalog("p", "n", true, all) },
            { "account protection", TenantFactsBuilder.Catalog("p", "n", true, all) with { Kind = PolicyKind.AccountProtection } },
            { "baseline", TenantFactsBuilder.Catalog("p", "n", true, all) with { Kind = PolicyKind.SecurityBaseline } },
            { "intent", TenantFactsBuilder.Setting("p", "n", PolicyKind.Intent, KnownSettings.IntentPinRecovery, "true", all) },
            { "identity protection", TenantFactsBuilder.Setting("p", "n", PolicyKind.IdentityProtection, KnownSettings.IdentityProtectionPinRecovery, "true", all) },
            { "custom", TenantFactsBuilder.Custom("p", $"./Device/Vendor/MSFT/PassportForWork/{TenantFactsBuilder.Tenant}/Policies/EnablePinRecovery", "true", assignments: all) },
        };
    }

    [Theory]
    [MemberData(nameof(KindsThatTurnItOn), DisableDiscoveryEnumeration = true)]
    public void PinRecovery_AnyOfTheSixKinds_IsHealthy(string kind, IntunePolicy policy)
    {
        var facts = Without() with { ConfigurationPolicies = TenantFactsBuilder.Policies(policy) };

        var finding = Recovery.Evaluate(facts);

        Assert.True(finding.Status == FindingStatus.Healthy, kind);
        Assert.Contains(finding.Evidence, evidence => evidence.Id == "p" && evidence.Detail!.Contains("EnablePinRecovery=true", StringComparison.Ordinal));
    }

    [FactAttribute]
    public void PinRecovery_NoPolicy_IsBrokenAndSaysWhatIsNotVisible()
    {
        var finding = Recovery.Evaluate(Without());

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains(finding.Evidence, evidence => evidence is { Kind: "notVisible", Name: "Group Policy" });
    }

    [FactAttribute]
    public void PinRecovery_Unassigned_IsBrokenAndNamesThePolicy()
    {
        var finding = Recovery.Evaluate(With(TenantFactsBuilder.Catalog("p", "Sleeping", true)));

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains("Sleeping", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("not assigned", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void PinRecovery_OnlyExcluded_IsBroken() =>
        Assert.Equal(FindingStatus.Broken, Recovery.Evaluate(With(TenantFactsBuilder.Catalog("p", "n", true, TenantFactsBuilder.NotIn("g1")))).Status);

    [FactAttribute]
    public void PinRecovery_IncludeEmptiedByExclusion_IsBroken()
    {
        var policy = TenantFactsBuilder.Catalog("p", "n", true, TenantFactsBuilder.In("g1"), TenantFactsBuilder.NotIn("g1"));

        Assert.Equal(FindingStatus.Broken, Recovery.Evaluate(With(policy) with { Groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g1", "u1")) }).Status);
    }

    [FactAttribute]
    public void PinRecovery_GroupIsEmptyRightNow_IsBroken()
    {
        var facts = With(TenantFactsBuilder.Catalog("p", "n", true, TenantFactsBuilder.In("g1"))) with { Groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g1")) };

        var finding = Recovery.Evaluate(facts);
        Assert.Equal((FindingStatus.Broken, FindingCause.ReachesNobody), (finding.Status, finding.Cause));
    }

    [FactAttribute]
    public void PinRecovery_OnlyTurnedOff_IsBrokenAndNamesThePolicy()
    {
        var finding = Recovery.Evaluate(With(TenantFactsBuilder.Catalog("p", "Off switch", false, TenantFactsBuilder.AllDevices)));

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains("Off switch", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void PinRecovery_NothingSeenAndIntentsUnreadable_IsUnknown() =>
        Assert.Equal(FindingStatus.Unknown, Recovery.Evaluate(Without() with { Intents = TenantFactsBuilder.Forbidden }).Status);

    [FactAttribute]
    public void PinRecovery_OneSeenAndIntentsUnreadable_IsHealthy() =>
        Assert.Equal(FindingStatus.Healthy, Recovery.Evaluate(TenantFactsBuilder.Healthy() with { Intents = TenantFactsBuilder.Forbidden }).Status);

    [FactAttribute]
    public void PinRecovery_ValueOfAnUnknownForm_IsUnknown()
    {
        var odd = TenantFactsBuilder.Setting("p", "Odd", PolicyKind.SettingsCatalog, KnownSettings.DeviceEnablePinRecovery, "something_new", TenantFactsBuilder.AllDevices);

        var finding = Recovery.Evaluate(With(odd));

        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Contains(finding.Evidence, evidence => evidence.Id == "p" && evidence.Detail!.StartsWith("not understood", StringComparison.Ordinal));
    }

    [FactAttribute]
    public void Conflict_SameScopeSameAudience_IsBrokenAndNamesBoth()
    {
        var finding = Conflict.Evaluate(With(
            TenantFactsBuilder.Catalog("on", "Giver", true, TenantFactsBuilder.AllDevices), TenantFactsBuilder.Catalog("off", "Taker", false, TenantFactsBuilder.AllDevices)));

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains("Taker", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("Giver", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Conflict_UserScopeFalseAgainstDeviceTrue_IsBroken() => Assert.Equal(FindingStatus.Broken, Conflict.Evaluate(With(
        TenantFactsBuilder.Catalog("on", "Giver", true, TenantFactsBuilder.AllDevices), TenantFactsBuilder.UserCatalog("off", "Taker", false, TenantFactsBuilder.AllUsers))).Status);

    [FactAttribute]
    public void Conflict_UserScopeTrueAgainstDeviceFalse_IsHealthy() => Assert.Equal(FindingStatus.Healthy, Conflict.Evaluate(With(
        TenantFactsBuilder.UserCatalog("on", "Giver", true, TenantFactsBuilder.AllUsers), TenantFactsBuilder.Catalog("off", "Taker", false, TenantFactsBuilder.AllDevices))).Status);

    [FactAttribute]
    public void Conflict_UnassignedOff_IsHealthy() => Assert.Equal(FindingStatus.Healthy, Conflict.Evaluate(With(
        TenantFactsBuilder.Catalog("on", "Giver", true, TenantFactsBuilder.AllDevices), TenantFactsBuilder.Catalog("off", "Taker", false))).Status);

    [FactAttribute]
    public void Conflict_AudienceCannotBeCompared_NeedsAttention()
    {
        var filtered = TenantFactsBuilder.AllDevices with { FilterId = "f", FilterMode = AssignmentFilterMode.Include };

        Assert.Equal(FindingStatus.NeedsAttention, Conflict.Evaluate(With(
            TenantFactsBuilder.Catalog("on", "Giver", true, filtered), TenantFactsBuilder.Catalog("off", "Taker", false, TenantFactsBuilder.AllDevices))).Status);
    }

    [FactAttribute]
    public void Conflict_PoliciesUnreadable_IsUnknown() =>
        Assert.Equal(FindingStatus.Unknown, Conflict.Evaluate(TenantFactsBuilder.Healthy() with { DeviceConfigurations = TenantFactsBuilder.Forbidden }).Status);

    [FactAttribute]
    public void OmaUri_WrongRoot_NeedsAttentionAndShowsThePath()
    {
        const string Wrong = "./Vendor/MSFT/Policy/PassportForWork/TenantId/Policies/EnablePinRecovery";
        var finding = OmaUri.Evaluate(Without() with { DeviceConfigurations = TenantFactsBuilder.Policies(TenantFactsBuilder.Custom("c", Wrong, "true")) });

        Assert.Equal(FindingStatus.NeedsAttention, finding.Status);
        Assert.Contains(finding.Evidence, evidence => evidence.Detail!.Contains(Wrong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, FindingStatus.NeedsAttention, FindingStatus.Unknown, EvidenceBasis.Inferred)]
    [InlineData(DeploymentState.Pending, FindingStatus.NeedsAttention, FindingStatus.Unknown, EvidenceBasis.Inferred)]
    [InlineData(DeploymentState.Error, FindingStatus.NeedsAttention, FindingStatus.Broken, EvidenceBasis.Reported)]
    [InlineData(DeploymentState.Succeeded, FindingStatus.Healthy, FindingStatus.Healthy, EvidenceBasis.Reported)]
    public void OmaUri_NotInTheDocumentedForm_IsJudgedByWhatDevicesReport(DeploymentState? state, FindingStatus row, FindingStatus recovery, EvidenceBasis basis)
    {
        var id = TenantFactsBuilder.Tenant.ToString();
        string[] forms =
        [
            $"./device/vendor/msft/passportforwork/{id}/policies/enablepinrecovery",
            $"./Device/Vendor/MSFT/PassportForWork/{{{id}}}/Policies/EnablePinRecovery",
            $"./Vendor/MSFT/Policy/PassportForWork/{id}/Policies/EnablePinRecovery",
        ];
        foreach (var form in forms)
        {
            var facts = Without() with
            {
                DeviceConfigurations = TenantFactsBuilder.Policies(TenantFactsBuilder.Custom("c", form, "true", assignments: TenantFactsBuilder.AllDevices)),
                Deployment = state is { } known ? TenantFactsBuilder.Deployed("c", ("d-1", known), ("d-2", DeploymentState.Pending)) : DeploymentFacts.None,
            };

            var finding = OmaUri.Evaluate(facts);

            Assert.Equal((row, basis), (finding.Status, Assert.Single(finding.Evidence).Basis));
            Assert.Equal(row == FindingStatus.Healthy, finding.Cause != FindingCause.PathDoubtful);
            Assert.Equal(recovery, Recovery.Evaluate(facts).Status);
        }
    }

    [FactAttribute]
    public void Conflict_OppositeValuesInAScopeThatIsNotDocumented_NeedsAttention()
    {
        var all = TenantFactsBuilder.AllDevices;
        var off = TenantFactsBuilder.Setting("i", "Profile", PolicyKind.IdentityProtection, KnownSettings.IdentityProtectionPinRecovery, "false", all);
        var intent = TenantFactsBuilder.Setting("j", "Intent", PolicyKind.Intent, KnownSettings.IntentPinRecovery, "true", all);

        foreach (var on in new[] { TenantFactsBuilder.Catalog("p", "On", true, all), TenantFactsBuilder.UserCatalog("p", "On", true, all) })
        {
            var finding = Conflict.Evaluate(With(on, off));

            Assert.Equal(FindingStatus.NeedsAttention, finding.Status);
            Assert.Contains("scopes can't be compared", finding.Summary, StringComparison.Ordinal);
            Assert.All(finding.Matrix!, line => Assert.Equal(PolicyOutcome.MayConflict, line.Outcome));
            Assert.Contains(finding.Evidence, evidence => evidence.Detail!.Contains("scope not documented", StringComparison.Ordinal) && evidence.Detail.Contains("no longer created (since July 2024)", StringComparison.Ordinal));
        }

        Assert.Equal(FindingStatus.Broken, Conflict.Evaluate(With(off, intent)).Status);
    }

    [FactAttribute]
    public void OmaUri_NoRow_DoesNotApply() => Assert.Equal(FindingStatus.NotApplicable, OmaUri.Evaluate(TenantFactsBuilder.Healthy()).Status);

    [FactAttribute]
    public void OmaUri_Unreadable_IsUnknown() =>
        Assert.Equal(FindingStatus.Unknown, OmaUri.Evaluate(TenantFactsBuilder.Healthy() with { DeviceConfigurations = TenantFactsBuilder.Forbidden }).Status);

    [FactAttribute]
    public void Hello_NothingSwitchesItOff_IsHealthy() => Assert.Equal(FindingStatus.Healthy, Hello.Evaluate(TenantFactsBuilder.Healthy()).Status);

    [FactAttribute]
    public void Hello_EnrolmentDefaultDisabled_IsBroken() =>
        Assert.Equal(FindingStatus.Broken, Hello.Evaluate(TenantFactsBuilder.Healthy() with { HelloEnrolment = Enrolment(HelloState.Disabled) }).Status);

    [FactAttribute]
    public void Hello_EnrolmentDefaultDisabledButPolicySwitchesItOn_IsHealthy()
    {
        var on = TenantFactsBuilder.Setting("h", "Hello on", PolicyKind.SettingsCatalog, KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_true", TenantFactsBuilder.AllDevices);

        Assert.Equal(FindingStatus.Healthy, Hello.Evaluate(With(on) with { HelloEnrolment = Enrolment(HelloState.Disabled) }).Status);
    }

    [FactAttribute]
    public void Hello_PolicySwitchesItOffForTheSamePeople_IsBroken()
    {
        var off = TenantFactsBuilder.Setting("h", "Hello off", PolicyKind.IdentityProtection, KnownSettings.IdentityProtectionHelloBlocked, "true", TenantFactsBuilder.AllUsers);

        Assert.Equal(FindingStatus.Broken, Hello.Evaluate(TenantFactsBuilder.Healthy() with { DeviceConfigurations = TenantFactsBuilder.Policies(off) }).Status);
    }

    [FactAttribute]
    public void Hello_CustomRowSwitchesItOff_IsBroken()
    {
        var off = TenantFactsBuilder.Custom("c", $"./Device/Vendor/MSFT/PassportForWork/{TenantFactsBuilder.Tenant}/Policies/UsePassportForWork", "false", assignments: TenantFactsBuilder.AllDevices);

        Assert.Equal(FindingStatus.Broken, Hello.Evaluate(TenantFactsBuilder.Healthy() with { DeviceConfigurations = TenantFactsBuilder.Policies(off) }).Status);
    }

    [FactAttribute]
    public void Hello_UserScopeOnBeatsDeviceScopeOff_IsHealthy()
    {
        var on = TenantFactsBuilder.Catalog("p", "Recovery", true, TenantFactsBuilder.AllDevices);
        var off = TenantFactsBuilder.Setting("d", "Off", PolicyKind.SettingsCatalog, KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_false", TenantFactsBuilder.AllDevices);
        var users = TenantFactsBuilder.Setting("u", "On", PolicyKind.SettingsCatalog, KnownSettings.UserUsePassportForWork, KnownSettings.UserUsePassportForWork + "_true", TenantFactsBuilder.AllUsers);
        var some = users with { Assignments = [TenantFactsBuilder.In("g1")] };

        Assert.Equal(FindingStatus.Healthy, Hello.Evaluate(With(on, off, users)).Status);
        Assert.Equal(FindingStatus.Broken, Hello.Evaluate(With(on, off, some)).Status);
    }

    [FactAttribute]
    public void Hello_EnrolmentDisabledButProfileDoesNotBlock_IsHealthy()
    {
        var profile = TenantFactsBuilder.Setting("i", "Profile", PolicyKind.IdentityProtection, KnownSettings.IdentityProtectionHelloBlocked, "false", TenantFactsBuilder.AllDevices);

        var facts = TenantFactsBuilder.Healthy() with { DeviceConfigurations = TenantFactsBuilder.Policies(profile), HelloEnrolment = Enrolment(HelloState.Disabled) };

        Assert.Equal(FindingStatus.Healthy, Hello.Evaluate(facts).Status);
    }

    [FactAttribute]
    public void PinRecovery_OnlyAnUnknownTarget_IsUnknown() => Assert.Equal(
        FindingStatus.Unknown, Recovery.Evaluate(With(TenantFactsBuilder.Catalog("p", "n", true, new PolicyAssignment(AssignmentTarget.Other)))).Status);

    [FactAttribute]
    public void WebSignIn_AllowListIsHidden_IsUnknown()
    {
        var hidden = TenantFactsBuilder.Custom("c", "./Device/Vendor/MSFT/Policy/Config/Authentication/ConfigureWebSignInAllowedUrls", null, "#microsoft.graph.omaSettingString", TenantFactsBuilder.AllDevices);

        var facts = Federated(TenantFactsBuilder.Healthy()) with { DeviceConfigurations = TenantFactsBuilder.Policies(hidden) };

        Assert.Equal(FindingStatus.Unknown, Urls.Evaluate(facts).Status);
    }

    [FactAttribute]
    public void Hello_EnrolmentUnreadable_IsUnknown() =>
        Assert.Equal(FindingStatus.Unknown, Hello.Evaluate(TenantFactsBuilder.Healthy() with { HelloEnrolment = TenantFactsBuilder.Forbidden }).Status);

    [FactAttribute]
    public void WebSignIn_NotFederated_DoesNotApply() => Assert.Equal(FindingStatus.NotApplicable, Urls.Evaluate(TenantFactsBuilder.Healthy()).Status);

    [FactAttribute]
    public void WebSignIn_FederatedAndPoliciesUnreadable_IsUnknown() =>
        Assert.Equal(FindingStatus.Unknown, Urls.Evaluate(Federated(TenantFactsBuilder.Healthy()) with { ConfigurationPolicies = TenantFactsBuilder.Forbidden }).Status);

    [FactAttribute]
    public void WebSignIn_DomainsUnreadable_IsUnknown() =>
        Assert.Equal(FindingStatus.Unknown, Urls.Evaluate(TenantFactsBuilder.Healthy() with { Domains = TenantFactsBuilder.Forbidden }).Status);

    private static TenantFacts Without() => TenantFactsBuilder.Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies() };

    private static TenantFacts With(params IntunePolicy[] policies) => TenantFactsBuilder.Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies(policies) };

    private static TenantFacts Federated(TenantFacts facts) =>
        facts with { Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", true, true)]) };

    private static Fact<IReadOnlyList<HelloEnrolmentFacts>> Enrolment(HelloState state) =>
        new Fact<IReadOnlyList<HelloEnrolmentFacts>>.Known([new("e-0", "All users and all devices", 0, state, [])]);
}
