using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Bodies of settings catalog policies.</summary>
public static class SettingsCatalogJson
{
    public const string Group = "device_vendor_msft_passportforwork_{tenantid}";
    public const string PinRecovery = Group + "_policies_enablepinrecovery";
    public const string MinimumLength = Group + "_policies_pincomplexity_minimumpinlength";
    public const string AllowedUrls = "device_vendor_msft_policy_config_authentication_configurewebsigninallowedurls";
    private const string Type = "#microsoft.graph.deviceManagementConfiguration";

    public static JsonObject Choice(string id, string option) => new()
    {
        ["@odata.type"] = Type + "ChoiceSettingInstance",
        ["settingDefinitionId"] = id,
        ["choiceSettingValue"] = new JsonObject { ["@odata.type"] = Type + "ChoiceSettingValue", ["value"] = option, ["children"] = new JsonArray() },
    };

    public static JsonObject Number(string id, JsonNode value) => new()
    {
        ["@odata.type"] = Type + "SimpleSettingInstance",
        ["settingDefinitionId"] = id,
        ["simpleSettingValue"] = new JsonObject { ["@odata.type"] = Type + "IntegerSettingValue", ["value"] = value },
    };

    public static JsonObject Text(string id, string value) => new()
    {
        ["@odata.type"] = Type + "SimpleSettingInstance",
        ["settingDefinitionId"] = id,
        ["simpleSettingValue"] = new JsonObject { ["@odata.type"] = Type + "StringSettingValue", ["value"] = value },
    };

    public static JsonObject InGroup(params JsonObject[] children) => new()
    {
        ["@odata.type"] = Type + "GroupSettingCollectionInstance",
        ["settingDefinitionId"] = Group,
        ["groupSettingCollectionValue"] = new JsonArray(new JsonObject { ["children"] = new JsonArray([.. children]) }),
    };

    public static JsonObject Policy(string name, params JsonObject[] instances) => new()
    {
        ["name"] = name,
        ["description"] = "Hello",
        ["platforms"] = "windows10",
        ["technologies"] = "mdm",
        ["roleScopeTagIds"] = new JsonArray("0"),
        ["settings"] = new JsonArray([.. instances.Select(i => new JsonObject { ["@odata.type"] = Type + "Setting", ["settingInstance"] = i })]),
    };

    public static JsonObject PinRecoveryOn(string name) => Policy(name, InGroup(Choice(PinRecovery, PinRecovery + "_true")));
}
