using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>One thing changes in a document, and the rest stays as Graph gave it.</summary>
public sealed class PolicyDocumentTests
{
    private const string Row = "./Device/Vendor/MSFT/Policy/Config/Authentication/ConfigureWebSignInAllowedUrls";

    [Theory]
    [InlineData("\"login.other.example\"", "login.other.example;sts.fed.example;b.example")]
    [InlineData("\" login.other.example ; ;a.example;\"", "login.other.example;a.example;sts.fed.example;b.example")]
    [InlineData("\"\"", "sts.fed.example;b.example")]
    [InlineData("null", "sts.fed.example;b.example")]
    public void AllowDomains_ListThere_IsMadeLonger(string value, string expected)
    {
        var document = $$$$"""{"id":"p","settings":[{"settingInstance":{"settingDefinitionId":"other","simpleSettingValue":{"value":"x"}}},7,{"settingInstance":{"settingDefinitionId":"{{{{KnownSettings.WebSignInAllowedUrls.ToUpperInvariant()}}}}","simpleSettingValue":{"@odata.type":"t","value":{{{{value}}}}}}}]}""";

        var changed = JsonNode.Parse(PolicyDocument.AllowDomains(document, ["sts.fed.example", "b.example"])!)!;

        var before = JsonNode.Parse(document)!;
        before["settings"]![2]!["settingInstance"]!["simpleSettingValue"]!["value"] = expected;
        Assert.True(JsonNode.DeepEquals(before, changed), changed.ToJsonString());
    }

    [FactAttribute]
    public void AllowDomains_NoListThere_IsAddedBehindTheOtherSettings()
    {
        var changed = JsonNode.Parse(PolicyDocument.AllowDomains("""{"id":"p","settings":[{"settingInstance":{"settingDefinitionId":"other"}}]}""", ["a.example", "b.example"])!)!;

        Assert.Equal(
            $$$$"""{"id":"p","settings":[{"settingInstance":{"settingDefinitionId":"other"}},{"@odata.type":"#microsoft.graph.deviceManagementConfigurationSetting","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance","settingDefinitionId":"{{{{KnownSettings.WebSignInAllowedUrls}}}}","simpleSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationStringSettingValue","value":"a.example;b.example"}}}]}""",
            changed.ToJsonString());
        Assert.Null(PolicyDocument.AllowDomains("""{"id":"p"}""", ["a.example"]));
    }

    [FactAttribute]
    public void AllowDomainsInRows_RowThere_IsMadeLongerAndTheOthersStay()
    {
        var other = """{"omaUri":"./Device/Vendor/MSFT/Other","@odata.type":"#microsoft.graph.omaSettingInteger","value":1}""";
        string Profile(string rows) => $$"""{"id":"c","omaSettings":[{{rows}}]}""";
        string List(string more = "") => $$"""{"omaUri":"{{Row}}","@odata.type":"#microsoft.graph.omaSettingString","value":"a.example"{{more}}}""";

        Assert.Equal(Profile($"{other},{List().Replace("a.example", "a.example;b.example", StringComparison.Ordinal)}"), PolicyDocument.AllowDomainsInRows(Profile($"{other},{List()}"), ["b.example"]));
        Assert.Null(PolicyDocument.AllowDomainsInRows(Profile(other), ["b.example"]));
        Assert.Null(PolicyDocument.AllowDomainsInRows("{}", ["b.example"]));
        Assert.All(
            [$"{other},{List(",\"isEncrypted\":true")}", $"{List()},{other.Replace("\"value\":1", "\"secretReferenceValueId\":\"s\"", StringComparison.Ordinal)}"],
            rows => Assert.Null(PolicyDocument.AllowDomainsInRows(Profile(rows), ["b.example"])));
    }

    [FactAttribute]
    public void Row_OfAProfile_IsReadWithWhatIsMissing()
    {
        Assert.Equal(new OmaSetting(null, "", null, null, false), PolicyDocument.Row([]));
        Assert.True(PolicyDocument.Row(new JsonObject { ["secretReferenceValueId"] = "s" }).IsMasked);
        Assert.True(PolicyDocument.Row(new JsonObject { ["isEncrypted"] = true }).IsMasked);
        Assert.Equal(new OmaSetting("Name", "path", "type", "true", false), PolicyDocument.Row(new JsonObject { ["displayName"] = "Name", ["omaUri"] = "path", ["@odata.type"] = "type", ["value"] = true, ["isEncrypted"] = false }));
    }

    [Theory]
    [InlineData(PolicyKind.SettingsCatalog, true)]
    [InlineData(PolicyKind.AccountProtection, true)]
    [InlineData(PolicyKind.SecurityBaseline, true)]
    [InlineData(PolicyKind.CustomOmaUri, false)]
    [InlineData(PolicyKind.Intent, false)]
    public void Change_ConfigurationPolicy_IsReplacedAsAWhole(PolicyKind kind, bool replaced) =>
        Assert.Equal(replaced ? new PlannedChange.ReplaceConfigurationPolicy("p", "{}") : new PlannedChange.UpdatePolicy(kind, "p", "{}"), PolicyDocument.Change(kind, "p", "{}"));
}
