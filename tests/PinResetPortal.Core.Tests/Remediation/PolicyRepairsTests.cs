using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Remediation;

/// <summary>A repair must not break what other policies decide.</summary>
public sealed class PolicyRepairsTests
{
    private static readonly PolicyTemplates Templates = new(new PolicyTemplateOptions());
    private static readonly TurnOnPinRecovery TurnOn = new(Templates);
    private static readonly AllowSignInDomains Allow = new(Templates);
    private static readonly ReplaceOmaUriRows Replace = new(Templates);

    private static readonly PolicyChoice Baseline = new() { Template = PolicyTemplateChoice.HelloBaseline };
    private static readonly PolicyChoice ForAGroup = new(Assign: new(AssignmentTarget.Group, ["9a000000-0000-4000-8000-000000000001"]));

    [FactAttribute]
    public void TurnOn_NothingChosen_SetsPinRecoveryAlone() =>
        Assert.Equal([KnownSettings.DeviceEnablePinRecovery], Created(With()).Settings.Select(setting => setting.DefinitionId));

    [FactAttribute]
    public void TurnOn_BaselineChosen_CreatesTheWholeTemplate() =>
        Assert.Equal(Templates.Of(default).Settings.Count, Created(With(), Baseline).Settings.Count);

    [FactAttribute]
    public void TurnOn_AssignedPolicyDecidesAValueOfTheTemplate_LeavesItThere()
    {
        var draft = Created(With(TenantFactsBuilder.Setting("h", "Hello", PolicyKind.SettingsCatalog, PinLength, "8", TenantFactsBuilder.AllDevices)), Baseline);

        Assert.DoesNotContain(draft.Settings, setting => setting.DefinitionId == PinLength);
        Assert.Equal(Templates.Of(default).Settings.Count - 1, draft.Settings.Count);
    }

    [FactAttribute]
    public void TurnOn_EnrolmentDecides_NothingOfItIsRepeated()
    {
        var draft = Created(Enrolled(HelloState.Enabled, (PinLength, "8"), (KnownSettings.DeviceUsePassportForWork, "true")), Baseline);

        Assert.DoesNotContain(draft.Settings, setting => setting.DefinitionId == PinLength || setting.DefinitionId == KnownSettings.DeviceUsePassportForWork);
    }

    [FactAttribute]
    public void TurnOn_EnrolmentSwitchesHelloOff_ItStaysOffAndNoValueIsLowered()
    {
        var draft = Created(Enrolled(HelloState.Disabled, (PinLength, "8")), Baseline);

        Assert.DoesNotContain(draft.Settings, setting => setting.DefinitionId == KnownSettings.DeviceUsePassportForWork);
        Assert.Equal("8", Assert.Single(draft.Settings, setting => setting.DefinitionId == PinLength).Value);
    }

    [FactAttribute]
    public void TurnOn_EnrolmentUnreadable_BaselineSetsPinRecoveryAlone() =>
        Assert.Single(Created(With() with { HelloEnrolment = TenantFactsBuilder.Forbidden }, Baseline).Settings);

    [FactAttribute]
    public void TurnOn_HelloTickedForAGroup_IsSwitchedOnThere()
    {
        var draft = Created(Enrolled(HelloState.Disabled), ForAGroup with { TurnHelloOn = true });

        Assert.Equal([KnownSettings.DeviceEnablePinRecovery, KnownSettings.DeviceUsePassportForWork], draft.Settings.Select(setting => setting.DefinitionId));
        Assert.NotNull(new PolicyChoice { TurnHelloOn = true }.Problem);
        Assert.NotNull(new PolicyChoice(Assign: AssignmentChoice.AllDevices) { TurnHelloOn = true }.Problem);
    }

    [FactAttribute]
    public void TurnOn_PolicyThatSomebodyScoped_WaitsForAChoice()
    {
        var facts = With(TenantFactsBuilder.Catalog("p", "Pilot", true, TenantFactsBuilder.In("g1"))) with { Groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g1")) };

        Assert.Empty(TurnOn.Propose(facts, new()));
        Assert.True(TurnOn.OnlyWhenNamed(facts));
        var assigned = Assert.IsType<PlannedChange.AssignPolicy>(Assert.Single(TurnOn.Propose(facts, ForAGroup)).Change);
        Assert.Equal(["g1", ForAGroup.Assign!.Groups[0]], assigned.Assignments.Select(assignment => assignment.GroupId));
    }

    [FactAttribute]
    public void TurnOn_AssignmentsThatStay_AreToldByNameAndWithTheirFilter()
    {
        var filtered = TenantFactsBuilder.In("g1") with { FilterId = "f1", FilterMode = AssignmentFilterMode.Include, FilterName = "Laptops" };
        var facts = With(TenantFactsBuilder.Catalog("p", "Pilot", true, filtered, TenantFactsBuilder.NotIn("g2"))) with
        {
            Groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g1"), TenantFactsBuilder.Group("g2", "u1")),
        };

        var after = Assert.Single(TurnOn.Propose(facts, new(Assign: AssignmentChoice.AllDevices))).After;

        Assert.Equal("group Group g1 (only filter Laptops), not group Group g2, all devices", after);
    }

    [FactAttribute]
    public void TurnOn_PolicyThatOnlyExcludes_KeepsTheExclusion()
    {
        var facts = With(TenantFactsBuilder.Catalog("p", "Waiting", true, TenantFactsBuilder.NotIn("g1")) with { CarriesMore = true }) with { Groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g1", "u1")) };

        var assign = TurnOn.Propose(facts, new()).Select(change => change.Change).OfType<PlannedChange.AssignPolicy>().Single();

        Assert.Contains(assign.Assignments, assignment => assignment is { Target: AssignmentTarget.ExcludeGroup, GroupId: "g1" });
    }

    [FactAttribute]
    public void TurnOn_WaitingPolicyCarriesHello_IsAssignedOnlyWithTheBaseline()
    {
        var waiting = TenantFactsBuilder.Catalog("p", "Waiting", true);
        var facts = With(waiting with { Settings = [.. waiting.Settings, new(KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_true")] });

        Created(facts);
        Assert.IsType<PlannedChange.AssignPolicy>(Assert.Single(TurnOn.Propose(facts, Baseline)).Change);
    }

    [FactAttribute]
    public void TurnOn_AssignedProfileOfAnOlderKind_SetsPinRecoveryAlone()
    {
        var profile = TenantFactsBuilder.Setting("i", "Profile", PolicyKind.IdentityProtection, KnownSettings.IdentityProtectionHelloBlocked, "false", TenantFactsBuilder.AllDevices);

        var draft = Created(With() with { DeviceConfigurations = TenantFactsBuilder.Policies(profile) });

        Assert.Equal(KnownSettings.DeviceEnablePinRecovery, Assert.Single(draft.Settings).DefinitionId);
    }

    [FactAttribute]
    public void TurnOn_UnassignedPolicyOfHelloAlone_IsAssigned() =>
        Assert.IsType<PlannedChange.AssignPolicy>(Assert.Single(TurnOn.Propose(With(TenantFactsBuilder.Catalog("p", "Waiting", true)), new())).Change);

    [FactAttribute]
    public void TurnOn_UnassignedPolicyCarriesMore_IsLeftAlone() =>
        Created(With(TenantFactsBuilder.Catalog("p", "Baseline of everything", true) with { CarriesMore = true }));

    [FactAttribute]
    public void TurnOn_UnassignedPolicySwitchesHelloOff_IsLeftAlone()
    {
        var waiting = TenantFactsBuilder.Catalog("p", "Off", true);

        Created(With(waiting with { Settings = [.. waiting.Settings, new(KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_false")] }));
    }

    /// <summary>One of two enrolment configurations, or an assigned policy, switches Windows Hello off: for whom does not matter.</summary>
    [FactAttribute]
    public void TurnOn_HelloOffForSome_IsNotSwitchedOnByTheBaseline()
    {
        var enrolled = With() with
        {
            HelloEnrolment = new Fact<IReadOnlyList<HelloEnrolmentFacts>>.Known(
                [new("e-0", "All", 0, HelloState.NotConfigured, []), new("e-1", "Staff", 1, HelloState.Disabled, [TenantFactsBuilder.In("g1")])]),
        };
        var byPolicy = With(TenantFactsBuilder.Setting("h", "Users off", PolicyKind.SettingsCatalog, KnownSettings.UserUsePassportForWork, KnownSettings.UserUsePassportForWork + "_false", TenantFactsBuilder.AllUsers));

        Assert.Contains(Created(With(), Baseline).Settings, IsHello);
        Assert.DoesNotContain(Created(enrolled, Baseline).Settings, IsHello);
        Assert.DoesNotContain(Created(byPolicy, Baseline).Settings, IsHello);

        static bool IsHello(DraftSetting setting) => setting.DefinitionId == KnownSettings.DeviceUsePassportForWork;
    }

    /// <summary>A second configuration of the enrolment that decides nothing does not take away what the first one decides.</summary>
    [FactAttribute]
    public void TurnOn_OneOfTwoEnrolmentsDecides_ItIsNotRepeated()
    {
        var facts = With() with
        {
            HelloEnrolment = new Fact<IReadOnlyList<HelloEnrolmentFacts>>.Known(
                [new("e-0", "All", 0, HelloState.NotConfigured, []), new("e-1", "Staff", 1, HelloState.Enabled, []) { Settings = [new(PinLength, "8"), new(Tpm, "true")] }]),
        };

        Assert.DoesNotContain(Created(facts, Baseline).Settings, setting => setting.DefinitionId == PinLength);
    }

    [FactAttribute]
    public void TurnOn_AssignedPolicyDecidesOneOfMany_TheOthersAreSet()
    {
        var hello = TenantFactsBuilder.Setting("h", "Hello", PolicyKind.SettingsCatalog, PinLength, "8", TenantFactsBuilder.AllDevices);

        var draft = Created(With(hello with { Settings = [.. hello.Settings, new("another", "1")] }), Baseline);

        Assert.DoesNotContain(draft.Settings, setting => setting.DefinitionId == PinLength);
        Assert.Contains(draft.Settings, setting => setting.DefinitionId == Tpm);
    }

    [FactAttribute]
    public void TurnOn_PolicyThatOnlyExcludesAndCarriesNothingElse_IsAssignedBesideIt()
    {
        var facts = With(TenantFactsBuilder.Catalog("p", "Waiting", true, TenantFactsBuilder.NotIn("g1"))) with { Groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g1", "u1")) };

        var assign = Assert.IsType<PlannedChange.AssignPolicy>(Assert.Single(TurnOn.Propose(facts, new())).Change);

        Assert.Equal("p", assign.Policy.Id);
        Assert.Equal([AssignmentTarget.AllDevices, AssignmentTarget.ExcludeGroup], assign.Assignments.Select(assignment => assignment.Target).Order());
    }

    /// <summary>The template with Windows Hello was chosen: a policy that waits and carries Hello is given to people only where nothing contradicts it.</summary>
    [Theory]
    [InlineData("nothing", true)]
    [InlineData("another setting of it is decided by a policy", false)]
    [InlineData("another setting of it is decided at enrolment", false)]
    [InlineData("Hello is off for some", false)]
    public void TurnOn_WaitingPolicyCarriesHello_IsAssignedWhereNothingContradictsIt(string against, bool assigned)
    {
        var waiting = TenantFactsBuilder.Catalog("p", "Waiting", true);
        waiting = waiting with { Settings = [.. waiting.Settings, new(KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_true"), new(PinLength, "6")] };
        var facts = against switch
        {
            "another setting of it is decided by a policy" => With(waiting, TenantFactsBuilder.Setting("h", "Hello", PolicyKind.SettingsCatalog, PinLength, "8", TenantFactsBuilder.AllDevices)),
            "another setting of it is decided at enrolment" => Enrolled(HelloState.Enabled, (PinLength, "8")) with { ConfigurationPolicies = TenantFactsBuilder.Policies(waiting) },
            "Hello is off for some" => Enrolled(HelloState.Disabled) with { ConfigurationPolicies = TenantFactsBuilder.Policies(waiting) },
            _ => With(waiting),
        };

        Assert.Equal(assigned ? typeof(PlannedChange.AssignPolicy) : typeof(PlannedChange.CreateConfigurationPolicy), TurnOn.Propose(facts, Baseline)[0].Change.GetType());
    }

    /// <summary>An older profile has other names for its settings: it waits while anything of Windows Hello is decided elsewhere.</summary>
    [Theory]
    [InlineData(HelloState.NotConfigured, false, true)]
    [InlineData(HelloState.Enabled, false, false)]
    [InlineData(HelloState.NotConfigured, true, false)]
    public void TurnOn_WaitingProfileOfAnOlderKind_IsAssignedWhereNothingDecidesHello(HelloState enrolment, bool anotherPolicy, bool assigned)
    {
        var profile = TenantFactsBuilder.Setting("i", "Profile", PolicyKind.IdentityProtection, KnownSettings.IdentityProtectionPinRecovery, "true");
        var hello = TenantFactsBuilder.Setting("h", "Hello", PolicyKind.SettingsCatalog, PinLength, "8", TenantFactsBuilder.AllDevices);
        var facts = Enrolled(enrolment) with { DeviceConfigurations = TenantFactsBuilder.Policies(profile), ConfigurationPolicies = anotherPolicy ? TenantFactsBuilder.Policies(hello) : TenantFactsBuilder.Policies() };

        Assert.Equal(assigned ? typeof(PlannedChange.AssignPolicy) : typeof(PlannedChange.CreateConfigurationPolicy), TurnOn.Propose(facts, Baseline)[0].Change.GetType());
    }

    [FactAttribute]
    public void TurnOn_BiggerNumbersAtEnrolment_OnlyTheMinimumIsTaken()
    {
        var draft = Created(Enrolled(HelloState.Disabled, (PinLength, "5"), (KnownSettings.DeviceGroup + "_policies_pincomplexity_expiration", "700")), Baseline);

        Assert.Equal("6", Assert.Single(draft.Settings, setting => setting.DefinitionId == PinLength).Value);
        Assert.DoesNotContain(draft.Settings, setting => setting.Value == "700");
    }

    [FactAttribute]
    public void Allow_ListHiddenInACustomProfile_MakesNoSecondList() =>
        Assert.Empty(Allow.Propose(Federated(List("****", isEncrypted: true)), new()));

    [FactAttribute]
    public void Allow_ListForAnEmptyGroup_MakesNoSecondList()
    {
        var list = TenantFactsBuilder.Setting("u", "List", PolicyKind.SettingsCatalog, KnownSettings.WebSignInAllowedUrls, "login.other.example", TenantFactsBuilder.In("g-empty"));
        var facts = Federated(TenantFactsBuilder.Catalog("p", "Hello", true, TenantFactsBuilder.AllDevices)) with { Groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g-empty")) };

        Assert.NotEmpty(Allow.Propose(facts, new()));
        Assert.Empty(Allow.Propose(facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(list) }, new()));
    }

    [FactAttribute]
    public void Allow_ListInACustomProfile_IsExtendedThere()
    {
        var change = Assert.Single(Allow.Propose(Federated(List("login.other.example", isEncrypted: false)), new()));

        var update = Assert.IsType<PlannedChange.UpdatePolicy>(change.Change);
        Assert.Equal("login.other.example;sts.contoso.example", PolicyDocument.Row(Assert.Single(PolicyDocument.Rows(update.Document))).Value);
    }

    [FactAttribute]
    public void Replace_AnotherPolicyTurnsItOffForTheSamePeople_CreatesNoConflict()
    {
        const string Path = "./Device/Vendor/MSFT/PassportForWork/TenantId/Policies/EnablePinRecovery";
        var profile = TenantFactsBuilder.Custom("c", Path, "true", assignments: TenantFactsBuilder.AllDevices) with
        {
            Document = $$"""{"omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingBoolean","omaUri":"{{Path}}","value":true}]}""",
        };
        var alone = With() with { DeviceConfigurations = TenantFactsBuilder.Policies(profile) };

        Assert.Contains(Replace.Propose(alone, new()), change => change.Change is PlannedChange.CreateConfigurationPolicy);
        Assert.Empty(Replace.Propose(alone with { ConfigurationPolicies = TenantFactsBuilder.Policies(TenantFactsBuilder.Catalog("p", "Off", false, TenantFactsBuilder.AllDevices)) }, new()));
    }

    [FactAttribute]
    public void SwitchOn_PolicyWithoutADate_SaysNothingAboutIt()
    {
        var off = TenantFactsBuilder.Catalog("p", "Off", false, TenantFactsBuilder.AllDevices) with { LastModifiedAt = null };

        Assert.DoesNotContain("last changed", Assert.Single(TurnOn.Propose(With(off), new())).Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void DraftOf_VeryLongPurpose_IsCut()
    {
        var draft = Templates.Of(default).DraftOf(With(), string.Concat(Enumerable.Repeat("\U0001F511", 300)), "d", []);

        Assert.True(draft.Name.Length <= PolicyTemplate.LongestName);
        Assert.EndsWith("…", draft.Name, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(draft.Name[^2]));
    }

    private static readonly string PinLength = KnownSettings.DeviceGroup + "_policies_pincomplexity_minimumpinlength";

    private static readonly string Tpm = KnownSettings.DeviceGroup + "_policies_requiresecuritydevice";

    private static PolicyDraft Created(TenantFacts facts, PolicyChoice? choice = null) =>
        Assert.IsType<PlannedChange.CreateConfigurationPolicy>(TurnOn.Propose(facts, choice ?? new())[0].Change).Draft;

    private static TenantFacts Enrolled(HelloState state, params (string Id, string Value)[] settings) => With() with
    {
        HelloEnrolment = new Fact<IReadOnlyList<HelloEnrolmentFacts>>.Known(
            [new("e-0", "All users and all devices", 0, state, []) { Settings = [.. settings.Select(setting => new SettingValue(setting.Id, setting.Value))] }]),
    };

    private static TenantFacts With(params IntunePolicy[] policies) => TenantFactsBuilder.Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies(policies) };

    private static TenantFacts Federated(IntunePolicy list) => With() with
    {
        Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", true, true, "sts.contoso.example")]),
        DeviceConfigurations = TenantFactsBuilder.Policies(list),
    };

    private static IntunePolicy List(string value, bool isEncrypted)
    {
        const string Path = "./Device/Vendor/MSFT/Policy/Config/Authentication/ConfigureWebSignInAllowedUrls";
        return TenantFactsBuilder.Custom("c", Path, isEncrypted ? null : value, "#microsoft.graph.omaSettingString", TenantFactsBuilder.AllDevices) with
        {
            Document = $$"""{"omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingString","omaUri":"{{Path}}","value":"{{value}}","isEncrypted":{{(isEncrypted ? "true" : "false")}}}]}""",
        };
    }
}
