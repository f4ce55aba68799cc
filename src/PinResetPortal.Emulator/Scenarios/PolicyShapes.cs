using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Policies in Graph's own form, of the kinds that can carry EnablePinRecovery, and of some that have nothing to do with it.</summary>
internal static class PolicyShapes
{
    public const string DeviceGroup = "device_vendor_msft_passportforwork_{tenantid}";
    public const string UserGroup = "user_vendor_msft_passportforwork_{tenantid}";
    public const string IntentTemplate = "0f2b5d70-d4e9-4156-8c16-1397eb6c54a5";
    private const string GraphType = "#microsoft.graph.";

    public static (string Collection, JsonObject Policy) SettingsCatalog(string name, bool? pinRecovery, params JsonObject[] assignments) =>
        Catalog(name, [HelloGroup(DeviceGroup, pinRecovery)], assignments);

    public static (string Collection, JsonObject Policy) UserSettingsCatalog(string name, bool pinRecovery, params JsonObject[] assignments) =>
        Catalog(name, [HelloGroup(UserGroup, pinRecovery)], assignments);

    /// <summary>A policy about something else, with as many settings as asked for.</summary>
    public static (string Collection, JsonObject Policy) Unrelated(string name, int settings, params JsonObject[] assignments) =>
        Catalog(name, [.. Enumerable.Range(0, settings).Select(UnrelatedSetting)], assignments);

    public static (string Collection, JsonObject Policy) WebSignInUrls(string name, string urls, params JsonObject[] assignments) => Catalog(
        name,
        [
            new JsonObject
            {
                ["@odata.type"] = GraphType + "deviceManagementConfigurationSimpleSettingInstance",
                ["settingDefinitionId"] = "device_vendor_msft_policy_config_authentication_configurewebsigninallowedurls",
                ["settingInstanceTemplateReference"] = null,
                ["simpleSettingValue"] = new JsonObject
                {
                    ["@odata.type"] = GraphType + "deviceManagementConfigurationStringSettingValue",
                    ["settingValueTemplateReference"] = null,
                    ["value"] = urls,
                },
            },
        ],
        assignments);

    public static (string Collection, JsonObject Policy) Intent(string name, bool pinRecovery, params JsonObject[] assignments) => ("deviceManagement/intents", new JsonObject
    {
        ["displayName"] = name,
        ["description"] = "",
        ["isAssigned"] = assignments.Length > 0,
        ["isMigratingToConfigurationPolicy"] = false,
        ["lastModifiedDateTime"] = "2025-06-17T11:02:45.1180000Z",
        ["roleScopeTagIds"] = new JsonArray("0"),
        ["templateId"] = IntentTemplate,
        ["settings"] = new JsonArray(
            IntentSetting("windowsHelloForBusinessBlocked", "false"),
            IntentSetting("pinMinimumLength", "6"),
            IntentSetting("pinRecoveryEnabled", pinRecovery ? "true" : "false")),
        ["assignments"] = new JsonArray([.. assignments]),
    });

    public static (string Collection, JsonObject Policy) IdentityProtection(string name, bool pinRecovery, params JsonObject[] assignments) => ("deviceManagement/deviceConfigurations", new JsonObject
    {
        ["@odata.type"] = GraphType + "windowsIdentityProtectionConfiguration",
        ["createdDateTime"] = "2023-10-04T08:11:00.0000000Z",
        ["description"] = null,
        ["displayName"] = name,
        ["lastModifiedDateTime"] = "2025-01-20T10:30:00.0000000Z",
        ["roleScopeTagIds"] = new JsonArray("0"),
        ["supportsScopeTags"] = true,
        ["version"] = 3,
        ["useSecurityKeyForSignin"] = false,
        ["enhancedAntiSpoofingForFacialFeaturesEnabled"] = true,
        ["pinMinimumLength"] = 6,
        ["pinMaximumLength"] = null,
        ["pinUppercaseCharactersUsage"] = "blocked",
        ["pinLowercaseCharactersUsage"] = "blocked",
        ["pinSpecialCharactersUsage"] = "blocked",
        ["pinExpirationInDays"] = 0,
        ["pinPreviousBlockCount"] = 0,
        ["pinRecoveryEnabled"] = pinRecovery,
        ["securityDeviceRequired"] = true,
        ["unlockWithBiometricsEnabled"] = true,
        ["useCertificatesForOnPremisesAuthEnabled"] = false,
        ["windowsHelloForBusinessBlocked"] = false,
        ["assignments"] = new JsonArray([.. assignments]),
    });

    public static (string Collection, JsonObject Policy) Custom(string name, string omaUri, params JsonObject[] assignments) => ("deviceManagement/deviceConfigurations", new JsonObject
    {
        ["@odata.type"] = GraphType + "windows10CustomConfiguration",
        ["createdDateTime"] = "2023-03-02T14:00:00.0000000Z",
        ["description"] = "As described in the documentation of PIN reset.",
        ["displayName"] = name,
        ["lastModifiedDateTime"] = "2023-03-02T14:05:00.0000000Z",
        ["roleScopeTagIds"] = new JsonArray("0"),
        ["supportsScopeTags"] = true,
        ["version"] = 1,
        ["omaSettings"] = new JsonArray(new JsonObject
        {
            ["@odata.type"] = GraphType + "omaSettingBoolean",
            ["displayName"] = "Enable PIN recovery",
            ["description"] = null,
            ["omaUri"] = omaUri,
            ["secretReferenceValueId"] = null,
            ["isEncrypted"] = false,
            ["value"] = true,
        }),
        ["assignments"] = new JsonArray([.. assignments]),
    });

    /// <summary>
    /// The policy as the Intune of 2026 answers it: every setting instance carries <c>auditRuleInformation</c>, which no published schema
    /// has. Seen in exports of real tenants.
    /// </summary>
    public static (string Collection, JsonObject Policy) AsAnsweredToday((string Collection, JsonObject Policy) shape)
    {
        Mark(shape.Policy["settings"]);
        return shape;

        static void Mark(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject item:
                    foreach (var (_, value) in item.ToList())
                    {
                        Mark(value);
                    }

                    if (item.ContainsKey("settingDefinitionId"))
                    {
                        item["auditRuleInformation"] = null;
                    }

                    break;
                case JsonArray array:
                    foreach (var value in array)
                    {
                        Mark(value);
                    }

                    break;
            }
        }
    }

    private static (string Collection, JsonObject Policy) Catalog(string name, JsonObject[] settings, JsonObject[] assignments) => ("deviceManagement/configurationPolicies", new JsonObject
    {
        ["createdDateTime"] = "2025-02-10T09:30:00.0000000Z",
        ["creationSource"] = null,
        ["description"] = "",
        ["lastModifiedDateTime"] = "2025-11-03T16:20:11.4210000Z",
        ["name"] = name,
        ["platforms"] = "windows10",
        ["priorityMetaData"] = null,
        ["roleScopeTagIds"] = new JsonArray("0"),
        ["settingCount"] = settings.Length,
        ["isAssigned"] = assignments.Length > 0,
        ["technologies"] = "mdm",
        ["templateReference"] = new JsonObject { ["templateId"] = "", ["templateFamily"] = "none", ["templateDisplayName"] = null, ["templateDisplayVersion"] = null },
        ["settings"] = new JsonArray([.. settings.Select(instance => (JsonNode)new JsonObject { ["settingInstance"] = instance })]),
        ["assignments"] = new JsonArray([.. assignments]),
    });

    private static JsonObject HelloGroup(string group, bool? pinRecovery)
    {
        var children = new JsonArray(Choice(group + "_policies_usepassportforwork", "true"), Number(group + "_policies_pincomplexity_minimumpinlength", 6));
        if (pinRecovery is { } value)
        {
            children.Add(Choice(group + "_policies_enablepinrecovery", value ? "true" : "false"));
        }

        return new JsonObject
        {
            ["@odata.type"] = GraphType + "deviceManagementConfigurationGroupSettingCollectionInstance",
            ["settingDefinitionId"] = group,
            ["settingInstanceTemplateReference"] = null,
            ["groupSettingCollectionValue"] = new JsonArray(new JsonObject { ["settingValueTemplateReference"] = null, ["children"] = children }),
        };
    }

    private static JsonObject Choice(string definition, string option) => new()
    {
        ["@odata.type"] = GraphType + "deviceManagementConfigurationChoiceSettingInstance",
        ["settingDefinitionId"] = definition,
        ["settingInstanceTemplateReference"] = null,
        ["choiceSettingValue"] = new JsonObject
        {
            ["settingValueTemplateReference"] = null,
            ["value"] = $"{definition}_{option}",
            ["children"] = new JsonArray(),
        },
    };

    private static JsonObject Number(string definition, int value) => new()
    {
        ["@odata.type"] = GraphType + "deviceManagementConfigurationSimpleSettingInstance",
        ["settingDefinitionId"] = definition,
        ["settingInstanceTemplateReference"] = null,
        ["simpleSettingValue"] = new JsonObject
        {
            ["@odata.type"] = GraphType + "deviceManagementConfigurationIntegerSettingValue",
            ["settingValueTemplateReference"] = null,
            ["value"] = value,
        },
    };

    private static JsonObject UnrelatedSetting(int index) =>
        Choice(string.Create(CultureInfo.InvariantCulture, $"device_vendor_msft_policy_config_browser_setting{index:D3}"), "1");

    private static JsonObject IntentSetting(string property, string valueJson) => new()
    {
        ["@odata.type"] = GraphType + (valueJson is "true" or "false" ? "deviceManagementBooleanSettingInstance" : "deviceManagementIntegerSettingInstance"),
        ["id"] = Directory.StableId.Text("intent setting", property),
        ["definitionId"] = "deviceConfiguration--windowsIdentityProtectionConfiguration_" + property,
        ["valueJson"] = valueJson,
        ["value"] = JsonNode.Parse(valueJson),
    };
}
