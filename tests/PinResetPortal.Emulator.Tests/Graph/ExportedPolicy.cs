using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph;

/// <summary>
/// A policy as Intune exports it. <c>PINRESET_EXPORTED_POLICY</c> names a file; else a file of a sibling folder <c>shared/data</c>
/// above the tests is taken; else a written one of the same shape.
/// </summary>
public static class ExportedPolicy
{
    private const string Type = "#microsoft.graph.deviceManagementConfiguration";

    public static JsonObject Load() => FindFile() is { } file ? TestTenant.Json(File.ReadAllText(file)) : Written();

    /// <summary>The node without the control information that a service may leave out.</summary>
    public static JsonNode? Meaning(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Where(p => p.Key == "@odata.type" || !p.Key.Contains("@odata.", StringComparison.Ordinal)).Select(p => KeyValuePair.Create(p.Key, Meaning(p.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Meaning)]),
        _ => node?.DeepClone(),
    };

    private static string? FindFile()
    {
        if (Environment.GetEnvironmentVariable("PINRESET_EXPORTED_POLICY") is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "oib-hello-v3.2.json");
            if (File.Exists(file))
                return file;
        }

        return null;
    }

    private static JsonObject Written()
    {
        var child = SettingsCatalogJson.Choice(SettingsCatalogJson.PinRecovery, SettingsCatalogJson.PinRecovery + "_true");
        child["settingInstanceTemplateReference"] = null;
        var length = SettingsCatalogJson.Number(SettingsCatalogJson.MinimumLength, 6);
        length["settingInstanceTemplateReference"] = new JsonObject { ["@odata.type"] = Type + "SettingInstanceTemplateReference", ["settingInstanceTemplateId"] = "11111111-2222-4333-8444-555555555555" };
        var group = SettingsCatalogJson.InGroup(child, length);
        group["groupSettingCollectionValue@odata.type"] = "#Collection(microsoft.graph.deviceManagementConfigurationGroupSettingValue)";
        var policy = SettingsCatalogJson.Policy("Exported", group);
        policy["@odata.context"] = "https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies(settings())/$entity";
        policy["@odata.type"] = Type + "Policy";
        policy["id"] = "5e082981-0854-4689-9c49-271e42d11431";
        policy["createdDateTime@odata.type"] = "#DateTimeOffset";
        policy["createdDateTime"] = "2024-07-22T13:29:02.6854383Z";
        policy["lastModifiedDateTime"] = "2024-12-05T19:36:54.4618886Z";
        policy["creationSource"] = null;
        policy["priorityMetaData"] = null;
        policy["settingCount"] = 1;
        policy["platforms@odata.type"] = "#microsoft.graph.deviceManagementConfigurationPlatforms";
        policy["#microsoft.graph.assign"] = new JsonObject { ["title"] = "microsoft.graph.assign" };
        policy["settings@odata.navigationLink"] = "https://graph.microsoft.com/beta/deviceManagement/configurationPolicies('5e082981-0854-4689-9c49-271e42d11431')/settings";
        policy["templateReference"] = new JsonObject
        {
            ["@odata.type"] = Type + "PolicyTemplateReference",
            ["templateId"] = "fcef01f2-439d-4c3f-9184-823fd6e97646_1",
            ["templateFamily"] = "endpointSecurityAccountProtection",
            ["templateDisplayName"] = "Account Protection",
            ["templateDisplayVersion"] = "Version 1",
        };
        return policy;
    }
}
