using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>A repair must not break what other policies decide.</summary>
public sealed class PolicyRepairsTests
{
    private static readonly PolicyTemplates Templates = new(Options.Create(new PolicyTemplateOptions()));
    private static readonly TurnOnPinRecovery TurnOn = new(Templates);
    private static readonly AllowSignInDomains Allow = new(Templates);
    private static readonly ReplaceOmaUriRows Replace = new(Templates);

    [FactAttribute]
    public void TurnOn_NothingElse_CreatesTheWholeTemplate() =>
        Assert.Equal(Templates.Current.Settings.Count, Created(With()).Settings.Count);

    [FactAttribute]
    public void TurnOn_AssignedPolicyDecidesAValueOfTheTemplate_LeavesItThere()
    {
        var length = KnownSettings.DeviceGroup + "_policies_pincomplexity_minimumpinlength";
        var draft = Created(With(TenantFactsBuilder.Setting("h", "Hello", PolicyKind.SettingsCatalog, length, "8", TenantFactsBuilder.AllDevices)));

        Assert.DoesNotContain(draft.Settings, setting => setting.DefinitionId == length);
        Assert.Equal(Templates.Current.Settings.Count - 1, draft.Settings.Count);
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
        var draft = Templates.Current.DraftOf(With(), string.Concat(Enumerable.Repeat("\U0001F511", 300)), "d", []);

        Assert.True(draft.Name.Length <= PolicyTemplate.LongestName);
        Assert.EndsWith("…", draft.Name, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(draft.Name[^2]));
    }

    private static PolicyDraft Created(TenantFacts facts) => Assert.IsType<PlannedChange.CreateConfigurationPolicy>(TurnOn.Propose(facts, new())[0].Change).Draft;

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
