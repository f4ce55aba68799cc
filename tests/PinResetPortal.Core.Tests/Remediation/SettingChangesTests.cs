using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>What a step says of its settings is read from the body that is sent, whatever kind of policy it is.</summary>
public sealed class SettingChangesTests
{
    private const string PinLength = KnownSettings.DeviceGroup + "_policies_pincomplexity_minimumpinlength";
    private const string PinRecovery = KnownSettings.DeviceEnablePinRecovery;
    private const string Tpm = KnownSettings.DeviceGroup + "_policies_requiresecuritydevice";

    [FactAttribute]
    public void Replaced_TellsWhatIsNewChangedAndGoneAndNothingElse()
    {
        var stored = Catalog(Choice(PinRecovery, "false"), Number(PinLength, 8), Choice(Tpm, "true"));
        var sent = Catalog(Choice(PinRecovery, "true"), Number(PinLength, 8), Text("device_vendor_msft_policy_config_authentication_other", "x"));

        Assert.Equal(
            ["Enable PIN recovery: false -> true", "other: not set in Intune -> x", "Require a security device (TPM): true -> removed"],
            Of(new PlannedChange.ReplaceConfigurationPolicy("p", sent), sent, stored));
    }

    /// <summary>The same setting twice, in two children of a group: each is told from its own value.</summary>
    [FactAttribute]
    public void Replaced_SameSettingTwice_EachIsComparedOnce()
    {
        var stored = Catalog(Number(PinLength, 8), Number(PinLength, 6));
        var sent = Catalog(Number(PinLength, 6), Number(PinLength, 10));

        Assert.Equal(["Minimum PIN length: 8 -> 10"], Of(new PlannedChange.ReplaceConfigurationPolicy("p", sent), sent, stored));
    }

    [FactAttribute]
    public void Updated_HoldsOnlyWhatIsSet_NothingIsSaidToGo()
    {
        const string stored = """{ "id": "p", "enhancedAntiSpoofingForFacialFeaturesEnabled": true, "pinRecoveryEnabled": false }""";

        Assert.Equal(["Enable PIN recovery: false -> true"], Of(new PlannedChange.UpdatePolicy(PolicyKind.IdentityProtection, "p", """{ "pinRecoveryEnabled": true }"""), """{ "pinRecoveryEnabled": true }""", stored));
        Assert.Equal([], Of(new PlannedChange.UpdatePolicy(PolicyKind.IdentityProtection, "p", "{}"), "{}", stored));
    }

    [FactAttribute]
    public void Updated_RowsAndIntents_AreToldByPathAndDefinition()
    {
        const string rows = """{ "omaSettings": [ { "omaUri": "./Device/Vendor/MSFT/A/EnablePinRecovery", "value": true }, { "omaUri": "./Device/Vendor/MSFT/A/Empty/" } ] }""";
        const string intent = """{ "settings": [ { "definitionId": "deviceConfiguration--a_b", "valueJson": "\"yes\"" }, { "definitionId": "c_d", "value": 7 }, { "definitionId": "e_f" } ] }""";

        Assert.Equal(["EnablePinRecovery: not set in Intune -> true", "Empty/: not set in Intune -> "], Of(new PlannedChange.UpdatePolicy(PolicyKind.CustomOmaUri, "p", rows), rows, "{}"));
        Assert.Equal(["b: not set in Intune -> yes", "d: not set in Intune -> 7", "f: not set in Intune -> "], Of(new PlannedChange.UpdatePolicy(PolicyKind.Intent, "p", intent), intent, "{}"));
    }

    [FactAttribute]
    public void Collections_AreToldAsOneValue()
    {
        const string sent = """{ "settings": [ { "settingInstance": { "settingDefinitionId": "a_list", "simpleSettingCollectionValue": [ { "value": "one" }, { "value": "two" } ] } }, { "settingInstance": { "settingDefinitionId": "a_choice", "choiceSettingCollectionValue": [ { "value": "a_choice_1" }, { "value": "a_choice_2" } ] } } ] }""";

        Assert.Equal(["list: not set in Intune -> one, two", "choice: not set in Intune -> 1, 2"], Of(new PlannedChange.CreateConfigurationPolicy(new("n", "d", [])), sent, "{}"));
    }

    [FactAttribute]
    public void Created_SaysWhatAssignedPoliciesAndEnrolmentSayNow()
    {
        var facts = TenantFactsBuilder.Healthy() with
        {
            ConfigurationPolicies = TenantFactsBuilder.Policies(
                TenantFactsBuilder.Setting("a", "Staff", PolicyKind.SettingsCatalog, PinLength, "8", TenantFactsBuilder.AllDevices), TenantFactsBuilder.Setting("b", "Nobody", PolicyKind.SettingsCatalog, PinLength, "9")),
            HelloEnrolment = new Fact<IReadOnlyList<HelloEnrolmentFacts>>.Known(
            [
                new("e-0", "All", 0, HelloState.Disabled, []) { Settings = [new(PinLength, "10"), new(Tpm, "true")] },
                new("e-1", "Left alone", 1, HelloState.NotConfigured, []) { Settings = [new(PinLength, "11")] },
            ]),
        };
        var sent = Catalog(Number(PinLength, 6), Choice(Tpm, "true"), Choice(PinRecovery.Replace("device_", "user_", StringComparison.Ordinal), "true"));

        Assert.Equal(
            ["Minimum PIN length: 8 in \"Staff\", 10 at enrolment -> 6", "Require a security device (TPM): true at enrolment -> true", "Enable PIN recovery (for users): not set in Intune -> true"],
            Words(SettingChanges.Of(new PlannedChange.CreateConfigurationPolicy(new("n", "d", [])), new("POST", "/x", sent), facts)));
    }

    [FactAttribute]
    public void Assigned_TellsWhatThePolicyHoldsAndWhetherItIsGivenOrTakenAway()
    {
        Assert.Equal(
            ["Minimum PIN length: not given to them by this policy -> 8"],
            Of(new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, "p", [TenantFactsBuilder.AllDevices]), null, Catalog(Number(PinLength, 8))));
        Assert.Equal(
            ["Minimum PIN length: 8 -> given to nobody by this policy"],
            Of(new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, "p", []), null, Catalog(Number(PinLength, 8))));
    }

    [FactAttribute]
    public void Created_PolicyHoldsItWithoutAValue_SaysSo() => Assert.Equal(
        ["Minimum PIN length: without a value in \"Baseline\" -> 6"],
        Words(SettingChanges.Of(
            new PlannedChange.CreateConfigurationPolicy(new("n", "d", [])),
            new("POST", "/x", Catalog(Number(PinLength, 6))),
            TenantFactsBuilder.Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies(TenantFactsBuilder.Setting("a", "Baseline", PolicyKind.SecurityBaseline, PinLength, null, TenantFactsBuilder.AllDevices)) })));

    [FactAttribute]
    public void Deleted_TellsThatEverySettingGoes() => Assert.Equal(
        ["Minimum PIN length: 8 -> removed"],
        Of(new PlannedChange.DeleteConfigurationPolicy("P"), null, Catalog(Number(PinLength, 8))));

    [FactAttribute]
    public void InWords_OfADraft_NamesEachSetting()
    {
        PolicyDraft draft = new("n", "d", [new(PinRecovery, DraftSettingKind.Choice, PinRecovery + "_true", null), new(PinLength, DraftSettingKind.Number, "6", null)]);

        Assert.Equal("Enable PIN recovery: true, Minimum PIN length: 6", SettingChanges.InWords(draft));
        Assert.Equal("Minimum PIN length: 8, Require a security device (TPM): true", SettingChanges.InWords(draft with { SettingsDocument = $"[{Number(PinLength, 8)},{Choice(Tpm, "true")}]" }));
    }

    private static IEnumerable<string> Of(PlannedChange change, string? sent, string stored) => Words(SettingChanges.Of(change, new("POST", "/x", sent), TenantFactsBuilder.Healthy() with
    {
        ConfigurationPolicies = TenantFactsBuilder.Policies(TenantFactsBuilder.Catalog("p", "P", true) with { Document = stored }),
    }));

    private static IEnumerable<string> Words(IEnumerable<SettingChange> changes) => changes.Select(change => $"{change.Name}: {change.Now} -> {change.Then}");

    private static string Catalog(params string[] settings) => $$"""{ "id": "p", "settings": [ {{string.Join(", ", settings)}} ] }""";

    private static string Choice(string id, string value) => $$"""{ "settingInstance": { "settingDefinitionId": "{{id}}", "choiceSettingValue": { "value": "{{id}}_{{value}}", "children": [] } } }""";

    private static string Number(string id, int value) => $$"""{ "settingInstance": { "settingDefinitionId": "{{id}}", "simpleSettingValue": { "value": {{value}} } } }""";

    private static string Text(string id, string value) => $$"""{ "settingInstance": { "settingDefinitionId": "{{id}}", "simpleSettingValue": { "value": "{{value}}" } } }""";
}
