using System.Text;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Policies;

public sealed class PolicyTemplateTests
{
    private static readonly PolicyTemplate Current = new PolicyTemplates(new PolicyTemplateOptions()).Configured;

    [Fact]
    public void Recommended_IsValidAndTurnsPinRecoveryOn() => Assert.Empty(PolicyTemplateValidation.Problems(Current));

    [Theory]
    [InlineData("", "naming convention is empty")]
    [InlineData("{customer} Hello", "{customer}")]
    [InlineData("Hello {", "{}")]
    public void Validation_BadNamingConvention_SaysSo(string name, string expected) =>
        Assert.Contains(expected, PolicyTemplateValidation.Problems(Current with { Name = name })[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("3")]
    [InlineData("128")]
    [InlineData("six")]
    public void Validation_NumberOutOfRange_NamesTheRange(string length)
    {
        var definition = HelloDefinitions.All.Single(known => known.Name == "Minimum PIN length");
        var settings = Current.Settings.Where(setting => setting.DefinitionId != definition.Id).Append(definition.Draft(length));

        Assert.Contains("from 4 to 127", Assert.Single(PolicyTemplateValidation.Problems(Current with { Settings = [.. settings] })), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Encodings() => new()
    {
        { "UTF-8", new UTF8Encoding(false).GetBytes(Export()) },
        { "UTF-8 with byte order mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Export())] },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Export())] },
        { "UTF-16 without mark", Encoding.Unicode.GetBytes(Export()) },
        { "UTF-16 big endian", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Export())] },
    };

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public void Import_AnyEncoding_GivesTheSameTemplate(string encoding, byte[] file)
    {
        var imported = PolicyTemplateImport.Read(file, Current);

        Assert.True(imported.Problems.Count == 0, $"{encoding}: {string.Join(' ', imported.Problems)}");
        Assert.Equal("Hellö", imported.Template!.ImportedFrom);
        Assert.True(PolicyTemplateValidation.IsOn(KnownSettings.DeviceEnablePinRecovery, imported.Template.Settings.Single(setting => setting.DefinitionId == KnownSettings.DeviceEnablePinRecovery).Value));
    }

    [Fact]
    public void Import_Export_KeepsOtherSettingsAndDropsWhatIsReadOnly()
    {
        var imported = PolicyTemplateImport.Read(Encoding.UTF8.GetBytes(Export()), Current);

        var settings = JsonNode.Parse(imported.Template!.SettingsDocument!)!.AsArray();
        Assert.Equal(2, settings.Count);
        Assert.Null(settings[0]!["id"]);
        Assert.DoesNotContain("@odata.context", imported.Template.SettingsDocument, StringComparison.Ordinal);
        Assert.Contains("1 setting is not about Windows Hello", string.Join(' ', imported.Notes), StringComparison.Ordinal);
        Assert.Equal(imported.Template.SettingsDocument, imported.Template.Draft(TenantFactsBuilder.Healthy(), null).SettingsDocument);
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "holds no settings catalog policy")]
    [InlineData("""{"settings":[]}""", "no settings")]
    [InlineData("""{"platforms":"macOS","settings":[]}""", "macOS")]
    [InlineData("""{"settings":[{"settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"device_vendor_msft_passportforwork_{tenantid}_policies_enablepinrecovery","choiceSettingValue":{"value":"device_vendor_msft_passportforwork_{tenantid}_policies_enablepinrecovery_true"}}}]}""", "must stand inside the group")]
    public void Import_Unusable_SaysWhy(string json, string expected)
    {
        var imported = PolicyTemplateImport.Read(Encoding.UTF8.GetBytes(json), Current);

        Assert.Null(imported.Template);
        Assert.Contains(imported.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Import_TooLarge_IsRefusedUnread() =>
        Assert.Contains("larger than 2 MB", Assert.Single(PolicyTemplateImport.Read(new byte[PolicyTemplateImport.LargestFile + 1], Current).Problems), StringComparison.Ordinal);

    private static string Export() => $$"""
        {"@odata.context":"https://graph.microsoft.com/beta/$metadata#x","id":"1","name":"Hellö","platforms":"windows10","technologies":"mdm","settingCount":2,
         "settings":[
          {"id":"0","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance","settingDefinitionId":"{{KnownSettings.DeviceGroup}}",
            "settingInstanceTemplateReference":null,"groupSettingCollectionValue":[{"settingValueTemplateReference":null,"children":[
              {"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"{{KnownSettings.DeviceEnablePinRecovery}}",
               "choiceSettingValue":{"value":"{{KnownSettings.DeviceEnablePinRecovery}}_true","children":[]} }]}]} },
          {"id":"1","settingInstance@odata.context":"x","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"device_vendor_msft_bitlocker_requiredeviceencryption",
            "choiceSettingValue":{"value":"device_vendor_msft_bitlocker_requiredeviceencryption_1","children":[]} } }]}
        """;
}
