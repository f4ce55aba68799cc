using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.SettingsCatalog;

/// <summary>
/// Refuses settings that Intune refuses: misplaced, of another kind, out of range, or without the form of a setting. A definition that the
/// catalogue here does not know is one of the many thousand of the real one: it is kept as it comes.
/// </summary>
internal static class PolicyValidator
{
    public static void Check(JsonArray settings)
    {
        HashSet<string> met = new(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            if (setting is not JsonObject item || item["settingInstance"] is not JsonObject instance)
                throw Refuse("Each setting needs a settingInstance.");
            var id = DefinitionId(instance);
            if (!met.Add(id))
                throw Refuse($"Setting {id} occurs more than once in the policy.");
            CheckInstance(instance, parent: null);
        }
    }

    /// <summary>Every definition id below a node.</summary>
    public static IEnumerable<string> DefinitionIds(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                if (item.Text("settingDefinitionId") is { } id)
                    yield return id;
                foreach (var inner in item.SelectMany(p => DefinitionIds(p.Value)))
                    yield return inner;
                break;
            case JsonArray array:
                foreach (var inner in array.SelectMany(DefinitionIds))
                    yield return inner;
                break;
            default:
                break;
        }
    }

    private static void CheckInstance(JsonObject instance, string? parent)
    {
        var id = DefinitionId(instance);
        if (SettingCatalogue.Find(id) is not { } definition)
        {
            CheckUnknown(instance, id);
            return;
        }

        if (definition.Parent is not null && !definition.Parent.Equals(parent, StringComparison.OrdinalIgnoreCase))
            throw Refuse($"Setting {id} must be a child of {definition.Parent}.");
        if (definition.Parent is null && parent is not null)
            throw Refuse($"Setting {id} cannot be a child of {parent}.");
        if (!instance.HasText("@odata.type", definition.InstanceType))
            throw Refuse($"Setting {id} must be of type {definition.InstanceType}.");
        switch (definition.Kind)
        {
            case SettingKind.Group:
                CheckGroup(instance, definition);
                break;
            case SettingKind.Choice:
                CheckChoice(instance, definition);
                break;
            default:
                CheckSimple(instance, definition);
                break;
        }
    }

    private static void CheckGroup(JsonObject instance, SettingDefinition definition)
    {
        if (instance["groupSettingCollectionValue"] is not JsonArray { Count: > 0 } values)
            throw Refuse($"Setting {definition.Id} has no groupSettingCollectionValue.");
        if (values.Count > 1)
            throw Refuse($"Setting {definition.Id} allows one groupSettingCollectionValue.");
        if (values[0] is not JsonObject value || value["children"] is not JsonArray { Count: > 0 } children)
            throw Refuse($"The group {definition.Id} has no children.");
        HashSet<string> met = new(StringComparer.OrdinalIgnoreCase);
        foreach (var child in children)
        {
            if (child is not JsonObject item)
                throw Refuse($"A child of {definition.Id} is no setting.");
            if (!met.Add(DefinitionId(item)))
                throw Refuse($"Setting {DefinitionId(item)} occurs more than once in its group.");
            CheckInstance(item, definition.Id);
        }
    }

    /// <summary>
    /// The id has the form of one, the type is a known kind of setting instance with that kind's value, and what is inside is looked at in the same way
    /// (https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationsettinginstance).
    /// </summary>
    private static void CheckUnknown(JsonObject instance, string id)
    {
        if (!SettingCatalogue.HasFormOfAnId(id))
            throw Refuse($"Setting definition {id} does not exist.");
        if (SettingCatalogue.IsMeantForAKnownGroup(id))
            throw Refuse($"Setting definition {id} does not exist.");
        if (SettingCatalogue.ValueOf(instance.Text("@odata.type")) is not { } value)
            throw Refuse($"Setting {id} has no type of setting instance.");
        if (instance[value] is not (JsonObject or JsonArray))
            throw Refuse($"Setting {id} has no {value}.");
        foreach (var child in Children(instance[value]))
            CheckInstance(child, id);
    }

    private static IEnumerable<JsonObject> Children(JsonNode? value) => value switch
    {
        JsonObject one => one.Objects("children"),
        JsonArray many => many.OfType<JsonObject>().SelectMany(one => one.Objects("children")),
        _ => [],
    };

    private static void CheckChoice(JsonObject instance, SettingDefinition definition)
    {
        if (instance["choiceSettingValue"] is not JsonObject value || value.Text("value") is not { } option)
            throw Refuse($"Setting {definition.Id} has no choiceSettingValue.");
        if (!definition.Options!.Contains(option, StringComparer.OrdinalIgnoreCase))
            throw Refuse($"Option {option} is not valid for setting {definition.Id}.");
        if (value["children"] is JsonArray { Count: > 0 })
            throw Refuse($"Option {option} has no child settings.");
    }

    private static void CheckSimple(JsonObject instance, SettingDefinition definition)
    {
        if (instance["simpleSettingValue"] is not JsonObject value || !value.HasText("@odata.type", definition.ValueType))
            throw Refuse($"Setting {definition.Id} needs a simpleSettingValue of type {definition.ValueType}.");
        if (definition.Kind == SettingKind.Text)
        {
            if (value.Text("value") is not { Length: > 0 })
                throw Refuse($"Setting {definition.Id} needs a text value.");
            return;
        }

        if (value["value"] is not JsonValue number || number.GetValueKind() != JsonValueKind.Number || !long.TryParse(number.ToJsonString(), out var whole))
            throw Refuse($"Setting {definition.Id} needs a whole number.");
        if (whole < definition.Minimum || whole > definition.Maximum)
            throw Refuse($"Value {whole} of setting {definition.Id} is not between {definition.Minimum} and {definition.Maximum}.");
    }

    private static string DefinitionId(JsonObject instance) =>
        instance.Text("settingDefinitionId") is { Length: > 0 } id ? id : throw Refuse("A setting instance has no settingDefinitionId.");

    private static GraphRefusal Refuse(string text) => GraphRefusal.IntuneBadRequest(text);
}
