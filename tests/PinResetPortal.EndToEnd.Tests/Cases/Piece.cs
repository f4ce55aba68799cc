using System.Text.Json.Nodes;

namespace PinResetPortal.EndToEnd.Cases;

/// <summary>Pieces of a tenant in Graph's own JSON.</summary>
internal static class Piece
{
    public const string Catalog = "deviceManagement/configurationPolicies";
    public const string Custom = "deviceManagement/deviceConfigurations";
    public const string Enrolment = "deviceManagement/deviceEnrollmentConfigurations";
    public const string Devices = "deviceManagement/managedDevices";
    public const string Filters = "deviceManagement/assignmentFilters";

    private const string Types = "#microsoft.graph.";
    private const string Hello = "vendor_msft_passportforwork_{tenantid}";

    public static string NewId() => Guid.NewGuid().ToString("D");

    /// <summary>A settings catalog policy with EnablePinRecovery and nothing else.</summary>
    public static JsonObject PinRecovery(string name, bool on = true, string scope = "device", params JsonObject[] targets) => Policy(name, new JsonObject
    {
        ["@odata.type"] = Types + "deviceManagementConfigurationGroupSettingCollectionInstance",
        ["settingDefinitionId"] = $"{scope}_{Hello}",
        ["groupSettingCollectionValue"] = new JsonArray(new JsonObject
        {
            ["children"] = new JsonArray(Choice($"{scope}_{Hello}_policies_enablepinrecovery", on ? "true" : "false")),
        }),
    }, targets);

    /// <summary>A settings catalog policy with one choice.</summary>
    public static JsonObject OneChoice(string name, string definition, string value) => Policy(name, Choice(definition, value), []);

    public static JsonObject OmaUri(string name, string uri, JsonNode value) => new()
    {
        ["@odata.type"] = Types + "windows10CustomConfiguration",
        ["id"] = NewId(),
        ["displayName"] = name,
        ["version"] = 1,
        ["createdDateTime"] = "2025-03-01T10:00:00Z",
        ["lastModifiedDateTime"] = "2025-06-01T10:00:00Z",
        ["omaSettings"] = new JsonArray(new JsonObject
        {
            ["@odata.type"] = Types + (value.GetValueKind() == System.Text.Json.JsonValueKind.String ? "omaSettingString" : "omaSettingBoolean"),
            ["displayName"] = name,
            ["omaUri"] = uri,
            ["value"] = value,
        }),
        ["assignments"] = Assigned([AllDevices()]),
    };

    /// <summary>An enrolment configuration of Windows Hello; the tenant's default without <paramref name="group"/>.</summary>
    public static JsonObject HelloAtEnrolment(string name, string state, string? group = null) => new()
    {
        ["@odata.type"] = Types + "deviceEnrollmentWindowsHelloForBusinessConfiguration",
        ["id"] = $"{NewId()}_{(group is null ? "DefaultWindowsHelloForBusiness" : "WindowsHelloForBusiness")}",
        ["displayName"] = name,
        ["priority"] = group is null ? 0 : 1,
        ["deviceEnrollmentConfigurationType"] = "windowsHelloForBusiness",
        ["pinMinimumLength"] = 6,
        ["pinMaximumLength"] = 127,
        ["state"] = state,
        ["assignments"] = group is null ? [] : Assigned([Group(group)]),
    };

    public static JsonObject Device(string name, string join, string edition = "Enterprise", string agent = "mdm", string? entraDeviceId = null) => new()
    {
        ["id"] = NewId(),
        ["deviceName"] = name,
        ["operatingSystem"] = "Windows",
        ["osVersion"] = "10.0.26100.4061",
        ["joinType"] = join,
        ["skuFamily"] = edition,
        ["azureADDeviceId"] = entraDeviceId ?? NewId(),
        ["lastSyncDateTime"] = TimeProvider.System.GetUtcNow().AddHours(-2).ToString("O"),
        ["managementAgent"] = agent,
    };

    public static JsonObject Named(string id, string name, params string[] members) => new()
    {
        ["id"] = id,
        ["displayName"] = name,
        ["members"] = new JsonArray([.. members.Select(member => (JsonNode)member)]),
    };

    public static JsonObject User(string id, string name, string type = "Member") => new()
    {
        ["id"] = id,
        ["displayName"] = name.Split('@')[0],
        ["userPrincipalName"] = name,
        ["userType"] = type,
        ["accountEnabled"] = true,
    };

    public static JsonObject Principal(string appId, string id, bool enabled = true) => new() { ["id"] = id, ["appId"] = appId, ["accountEnabled"] = enabled };

    public static JsonObject FederatedDomain(string name) => new() { ["id"] = name, ["authenticationType"] = "Federated", ["isDefault"] = true, ["isVerified"] = true };

    public static JsonObject AllDevices(string? filter = null, string mode = "none") => Target("allDevicesAssignmentTarget", filter, mode);

    public static JsonObject AllUsers() => Target("allLicensedUsersAssignmentTarget", null, "none");

    public static JsonObject Group(string id, string? filter = null, string mode = "none") => Of(Target("groupAssignmentTarget", filter, mode), id);

    public static JsonObject Less(string id) => Of(Target("exclusionGroupAssignmentTarget", null, "none"), id);

    private static JsonObject Of(JsonObject target, string group)
    {
        target["groupId"] = group;
        return target;
    }

    private static JsonObject Target(string type, string? filter, string mode) => new()
    {
        ["@odata.type"] = Types + type,
        ["deviceAndAppManagementAssignmentFilterId"] = filter,
        ["deviceAndAppManagementAssignmentFilterType"] = mode,
    };

    private static JsonObject Choice(string definition, string value) => new()
    {
        ["@odata.type"] = Types + "deviceManagementConfigurationChoiceSettingInstance",
        ["settingDefinitionId"] = definition,
        ["choiceSettingValue"] = new JsonObject { ["value"] = $"{definition}_{value}", ["children"] = new JsonArray() },
    };

    private static JsonObject Policy(string name, JsonObject setting, JsonObject[] targets) => new()
    {
        ["id"] = NewId(),
        ["name"] = name,
        ["description"] = "",
        ["platforms"] = "windows10",
        ["technologies"] = "mdm",
        ["createdDateTime"] = "2025-03-01T10:00:00Z",
        ["lastModifiedDateTime"] = "2025-06-01T10:00:00Z",
        ["templateReference"] = new JsonObject { ["templateId"] = "", ["templateFamily"] = "none", ["templateDisplayName"] = null, ["templateDisplayVersion"] = null },
        ["settings"] = new JsonArray(new JsonObject { ["id"] = "0", ["settingInstance"] = setting }),
        ["assignments"] = Assigned(targets.Length == 0 ? [AllDevices()] : targets),
    };

    private static JsonArray Assigned(JsonObject[] targets) =>
        new([.. targets.Select(target => new JsonObject { ["id"] = NewId(), ["source"] = "direct", ["target"] = target })]);
}
