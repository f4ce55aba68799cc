namespace PinResetPortal.Graph;

/// <summary>Policies as the reference pages and public exports show them, written by hand.</summary>
internal static class Shapes
{
    public const string PinRecovery = "device_vendor_msft_passportforwork_{tenantid}_policies_enablepinrecovery";

    /// <summary>A settings catalog policy with PIN recovery inside the PassportForWork group.</summary>
    public static string Catalog(string id, bool on = true, string modified = "2026-01-02T03:04:05.1234567Z", string assignments = "[]", bool withSettings = true) => $$"""
        {"@odata.type":"#microsoft.graph.deviceManagementConfigurationPolicy","id":"{{id}}","name":"Hello {{id}}","description":"made by hand","platforms":"windows10","technologies":"mdm",
         "lastModifiedDateTime":"{{modified}}","settingCount":1,"roleScopeTagIds":["0"],"templateReference":{"templateId":"","templateFamily":"none","templateDisplayName":null},
         {{(withSettings ? $"\"settings\":{Settings(on)}," : string.Empty)}}
         "assignments@odata.context":"https://graph.microsoft.com/beta/$metadata#x","assignments":{{assignments}}}
        """;

    public static string Settings(bool on = true) => $$$"""
        [{"id":"0","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance",
          "settingDefinitionId":"device_vendor_msft_passportforwork_{tenantid}","settingInstanceTemplateReference":null,
          "groupSettingCollectionValue":[{"settingValueTemplateReference":null,"children":[
            {"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"{{{PinRecovery}}}","settingInstanceTemplateReference":null,
             "choiceSettingValue":{"settingValueTemplateReference":null,"value":"{{{PinRecovery}}}_{{{(on ? "true" : "false")}}}","children":[]}}]}]}}]
        """;

    public static string GroupTarget(string groupId) =>
        $$$"""[{"id":"p_{{{groupId}}}","source":"direct","target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","deviceAndAppManagementAssignmentFilterId":null,"deviceAndAppManagementAssignmentFilterType":"none","groupId":"{{{groupId}}}"}}]""";

    public static string List(params string[] items) => $$"""{"value":[{{string.Join(',', items)}}]}""";

    public const string Unrelated = """
        {"id":"edge","name":"Edge","lastModifiedDateTime":"2026-01-01T00:00:00Z","platforms":"windows10","settings":[{"id":"0","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance","settingDefinitionId":"edge_homepage","simpleSettingValue":{"value":"x"}}}],"assignments":[]}
        """;
}
