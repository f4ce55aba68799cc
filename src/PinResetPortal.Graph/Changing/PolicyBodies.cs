using System.Globalization;
using System.Text.Json;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Changing;

/// <summary>
/// Bodies of Intune writes. A child setting must sit inside its group's <c>groupSettingCollectionValue</c>: Intune refuses it at the
/// top level, because its options depend on the group (https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationgroupsettingcollectioninstance).
/// </summary>
internal static class PolicyBodies
{
    private const string Configuration = "#microsoft.graph.deviceManagementConfiguration";
    private const string ScopeTags = "roleScopeTagIds";
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    // Everything that beta's schema has in a setting (https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationsettinginstance
    // and its values); ids and definitions are Intune's own and are not sent.
    private static readonly HashSet<string> KnownInSettings = new(StringComparer.Ordinal)
    {
        "settingInstance", "settingDefinitionId", "settingInstanceTemplateReference", "settingInstanceTemplateId",
        "choiceSettingValue", "choiceSettingCollectionValue", "simpleSettingValue", "simpleSettingCollectionValue",
        "groupSettingValue", "groupSettingCollectionValue", "children", "value", "valueState", "note",
        "settingValueTemplateReference", "settingValueTemplateId", "useTemplateDefault",
    };

    public static string Create(PolicyDraft draft) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", draft.Name);
        writer.WriteString("description", draft.Description);
        writer.WriteString("platforms", "windows10");
        writer.WriteString("technologies", "mdm");
        WriteDefaultScopeTag(writer);
        if (draft.SettingsDocument is { } document)
        {
            using var parsed = JsonDocument.Parse(document, Deep);
            WriteSettings(writer, parsed.RootElement.EnumerateArray());
            writer.WriteEndObject();
            return;
        }

        writer.WriteStartArray("settings");
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in draft.Settings.Where(setting => setting.GroupId is null || written.Add(setting.GroupId)))
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.type", Configuration + "Setting");
            writer.WritePropertyName("settingInstance");
            if (setting.GroupId is { } groupId)
            {
                WriteGroup(writer, groupId, draft.Settings.Where(child => groupId.Equals(child.GroupId, StringComparison.OrdinalIgnoreCase)));
            }
            else
            {
                WriteInstance(writer, setting);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The whole policy for PUT, out of the document as it shall be; ids of settings are Intune's own and left out.</summary>
    public static string Replace(string document)
    {
        using var parsed = JsonDocument.Parse(document, Deep);
        return Replace(parsed.RootElement, parsed.RootElement.Items("settings"));
    }

    public static string Replace(JsonElement policy, IEnumerable<JsonElement> settings) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var name in (string[])["name", "description", "platforms", "technologies", ScopeTags])
        {
            if (policy.At(name) is { } value)
            {
                writer.WritePropertyName(name);
                CanonicalJson.Write(writer, value);
            }
            else if (name == ScopeTags)
            {
                WriteDefaultScopeTag(writer);
            }
        }

        if (TemplateId(policy) is { Length: > 0 } templateId)
        {
            writer.WriteStartObject("templateReference");
            writer.WriteString("templateId", templateId);
            writer.WriteEndObject();
        }

        WriteSettings(writer, settings);
        writer.WriteEndObject();
    });

    /// <summary>A policy of which <see cref="Replace(JsonElement, IEnumerable{JsonElement})"/> can be made.</summary>
    public static JsonElement Checked(JsonElement policy)
    {
        TemplateId(policy);
        return policy;
    }

    /// <summary>All assignments, because Graph replaces the list; targets that were read are sent back as they were.</summary>
    public static string Assign(IEnumerable<PolicyAssignment> assignments) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("assignments");
        foreach (var assignment in assignments)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("target");
            if (assignment.TargetDocument is { } document)
            {
                using var parsed = JsonDocument.Parse(document);
                CanonicalJson.Write(writer, parsed.RootElement);
            }
            else
            {
                WriteTarget(writer, assignment);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Whether everything that was sent is there; Graph fills in what was not sent, and leaves out types that go without saying.</summary>
    public static bool Holds(string current, string sent)
    {
        using var now = JsonDocument.Parse(current, Deep);
        using var wanted = JsonDocument.Parse(sent, Deep);
        return Holds(now.RootElement, wanted.RootElement);
    }

    private static string? TemplateId(JsonElement policy) => policy.Part("templateReference")?.Text("templateId");

    /// <summary>Intune refuses a policy without scope tags (reported in https://github.com/microsoft/Microsoft365DSC/pull/6625); "0" is the default one.</summary>
    private static void WriteDefaultScopeTag(Utf8JsonWriter writer)
    {
        writer.WriteStartArray(ScopeTags);
        writer.WriteStringValue("0");
        writer.WriteEndArray();
    }

    /// <summary>
    /// Settings as they were read. Names that no published schema has are kept when they say something, and left out when they are null:
    /// Intune adds such names to what it returns (<c>auditRuleInformation</c>), and nobody documents that it takes them back.
    /// </summary>
    private static void WriteSettings(Utf8JsonWriter writer, IEnumerable<JsonElement> settings)
    {
        writer.WriteStartArray("settings");
        foreach (var setting in settings)
        {
            CanonicalJson.Write(writer, setting, property => property.Value.ValueKind != JsonValueKind.Null || KnownInSettings.Contains(property.Name), "id", "settingDefinitions");
        }

        writer.WriteEndArray();
    }

    private static bool Holds(JsonElement now, JsonElement wanted) => wanted.ValueKind switch
    {
        JsonValueKind.Object => now.ValueKind == JsonValueKind.Object && wanted.EnumerateObject().All(property =>
            now.TryGetProperty(property.Name, out var value) ? Holds(value, property.Value) : property.Name == "@odata.type" || property.Value.ValueKind == JsonValueKind.Null),
        JsonValueKind.Array => now.ValueKind == JsonValueKind.Array && now.GetArrayLength() == wanted.GetArrayLength()
            && now.EnumerateArray().Zip(wanted.EnumerateArray()).All(pair => Holds(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(now, wanted),
    };

    private static void WriteTarget(Utf8JsonWriter writer, PolicyAssignment assignment)
    {
        var type = assignment.Target switch
        {
            AssignmentTarget.AllDevices => "allDevicesAssignmentTarget",
            AssignmentTarget.AllUsers => "allLicensedUsersAssignmentTarget",
            AssignmentTarget.Group => "groupAssignmentTarget",
            AssignmentTarget.ExcludeGroup => "exclusionGroupAssignmentTarget",
            _ => throw new ArgumentException("A target of an unknown kind can only be sent as it was read.", nameof(assignment)),
        };
        writer.WriteStartObject();
        writer.WriteString("@odata.type", "#microsoft.graph." + type);
        if (assignment.GroupId is { } groupId)
        {
            writer.WriteString("groupId", groupId);
        }

        if (assignment.FilterMode != AssignmentFilterMode.None && assignment.FilterId is { } filterId)
        {
            writer.WriteString("deviceAndAppManagementAssignmentFilterId", filterId);
            writer.WriteString("deviceAndAppManagementAssignmentFilterType", assignment.FilterMode == AssignmentFilterMode.Include ? "include" : "exclude");
        }

        writer.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter writer, string groupId, IEnumerable<DraftSetting> children)
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.type", Configuration + "GroupSettingCollectionInstance");
        writer.WriteString("settingDefinitionId", groupId);
        writer.WriteStartArray("groupSettingCollectionValue");
        writer.WriteStartObject();
        writer.WriteString("@odata.type", Configuration + "GroupSettingValue");
        writer.WriteStartArray("children");
        foreach (var child in children)
        {
            WriteInstance(writer, child);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteInstance(Utf8JsonWriter writer, DraftSetting setting)
    {
        var choice = setting.Kind == DraftSettingKind.Choice;
        writer.WriteStartObject();
        writer.WriteString("@odata.type", Configuration + (choice ? "ChoiceSettingInstance" : "SimpleSettingInstance"));
        writer.WriteString("settingDefinitionId", setting.DefinitionId);
        writer.WriteStartObject(choice ? "choiceSettingValue" : "simpleSettingValue");
        switch (setting.Kind)
        {
            case DraftSettingKind.Choice:
                writer.WriteString("@odata.type", Configuration + "ChoiceSettingValue");
                writer.WriteString("value", setting.Value);
                writer.WriteStartArray("children");
                writer.WriteEndArray();
                break;
            case DraftSettingKind.Number:
                writer.WriteString("@odata.type", Configuration + "IntegerSettingValue");
                writer.WriteNumber("value", long.Parse(setting.Value, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteString("@odata.type", Configuration + "StringSettingValue");
                writer.WriteString("value", setting.Value);
                break;
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
