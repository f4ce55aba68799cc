using System.Text.Json.Nodes;

namespace PinResetPortal.EndToEnd.Emulation;

/// <summary>A tenant as <c>POST /_control/tenants</c> takes it, in Graph's own JSON. Every shape is a new tenant.</summary>
internal sealed class TenantShape(string name)
{
    public const string ServiceAppId = "b8456c59-1230-44c7-a4a2-99b085333e84";
    public const string ClientAppId = "9115dd05-fad5-4f9c-acc7-305d08b1b04e";

    private const string HelloGroup = "device_vendor_msft_passportforwork_{tenantid}";
    private const string Choice = "#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance";

    private readonly JsonObject _graph = [];
    private string _portalConsent = "all";

    public string Name { get; } = name;

    public string Id { get; init; } = Guid.NewGuid().ToString("D");

    /// <summary>Its only domain. A domain belongs to one tenant, so two tests that choose the same name must not get the same one.</summary>
    public string Domain => $"{string.Concat(Name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit))}-{Id[..8]}.example";

    /// <summary>Its administrator; the Emulator makes one for a tenant without users.</summary>
    public string Administrator => $"admin@{Domain}";

    /// <summary>Nobody consented to the portal yet.</summary>
    public TenantShape WithoutPortal()
    {
        _portalConsent = "none";
        return this;
    }

    public TenantShape Consented() => Add("servicePrincipals", Principal(ServiceAppId)).Add("servicePrincipals", Principal(ClientAppId));

    public TenantShape Group(string displayName, string? id = null, params IReadOnlyList<string> members) =>
        Add("groups", new JsonObject { ["id"] = id ?? Guid.NewGuid().ToString("D"), ["displayName"] = displayName, ["securityEnabled"] = true, ["mailEnabled"] = false, ["groupTypes"] = new JsonArray(), ["members"] = new JsonArray([.. members.Select(member => (JsonNode)member)]) });

    /// <summary>A settings catalog policy that turns PIN recovery on for all devices, or for one group.</summary>
    public TenantShape PinRecoveryOn(string? groupId = null) => Add("deviceManagement/configurationPolicies", new JsonObject
    {
        ["name"] = "WIN - Windows Hello for Business",
        ["description"] = "",
        ["platforms"] = "windows10",
        ["technologies"] = "mdm",
        ["createdDateTime"] = "2025-03-04T09:00:00Z",
        ["lastModifiedDateTime"] = "2025-03-04T09:00:00Z",
        ["templateReference"] = new JsonObject { ["templateId"] = "", ["templateFamily"] = "none", ["templateDisplayName"] = null, ["templateDisplayVersion"] = null },
        ["settings"] = new JsonArray(new JsonObject
        {
            ["id"] = "0",
            ["settingInstance"] = new JsonObject
            {
                ["@odata.type"] = "#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance",
                ["settingDefinitionId"] = HelloGroup,
                ["settingInstanceTemplateReference"] = null,
                ["groupSettingCollectionValue"] = new JsonArray(new JsonObject
                {
                    ["settingValueTemplateReference"] = null,
                    ["children"] = new JsonArray(SwitchedOn("usepassportforwork"), SwitchedOn("enablepinrecovery")),
                }),
            },
        }),
        ["assignments"] = new JsonArray(new JsonObject
        {
            ["source"] = "direct",
            ["target"] = groupId is null
                ? new JsonObject { ["@odata.type"] = "#microsoft.graph.allDevicesAssignmentTarget" }
                : new JsonObject { ["@odata.type"] = "#microsoft.graph.groupAssignmentTarget", ["groupId"] = groupId },
        }),
    });

    public JsonObject ToJson()
    {
        var graph = _graph.DeepClone().AsObject();
        graph["domains"] ??= new JsonArray(new JsonObject { ["id"] = Domain, ["isDefault"] = true, ["isVerified"] = true, ["authenticationType"] = "Managed" });
        return new JsonObject
        {
            ["tenantId"] = Id,
            ["displayName"] = Name,
            ["gdap"] = true,
            ["portalConsent"] = _portalConsent,
            ["graph"] = graph,
        };
    }

    /// <summary>Anything else, in Graph's own JSON.</summary>
    public TenantShape With(string collection, JsonObject item) => Add(collection, item);

    private TenantShape Add(string collection, JsonObject item)
    {
        (_graph[collection] as JsonArray ?? Empty(collection)).Add(item);
        return this;
    }

    private JsonArray Empty(string collection)
    {
        var array = new JsonArray();
        _graph[collection] = array;
        return array;
    }

    private static JsonObject Principal(string appId) => new() { ["appId"] = appId, ["accountEnabled"] = true, ["appRoleAssignmentRequired"] = false };

    private static JsonObject SwitchedOn(string policy) => new()
    {
        ["@odata.type"] = Choice,
        ["settingDefinitionId"] = $"{HelloGroup}_policies_{policy}",
        ["settingInstanceTemplateReference"] = null,
        ["choiceSettingValue"] = new JsonObject
        {
            ["settingValueTemplateReference"] = null,
            ["value"] = $"{HelloGroup}_policies_{policy}_true",
            ["children"] = new JsonArray(),
        },
    };
}
