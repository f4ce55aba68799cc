using System.Text.Json;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// Finds the settings of interest in a policy, however deep they sit in groups, collections and choice values. Only
/// <c>settingDefinitionId</c> is looked at: template ids are null in real policies, and <c>@odata.type</c> may be one we do not know.
/// </summary>
internal static class SettingWalker
{
    private static readonly string[] GroupValues = ["groupSettingCollectionValue", "groupSettingValue"];

    // What other settings can sit in: of another kind it would hide them.
    private static readonly string[] Lists = ["groupSettingCollectionValue", "choiceSettingCollectionValue", "simpleSettingCollectionValue", "children"];
    private static readonly string[] Parts = ["settingInstance", "groupSettingValue", "choiceSettingValue", "simpleSettingValue"];

    /// <returns>The settings in document order, and what could not be understood.</returns>
    public static (IReadOnlyList<SettingValue> Settings, string? NotUnderstood) Walk(IEnumerable<JsonElement> roots)
    {
        var found = new List<SettingValue>();
        string? notUnderstood = null;
        foreach (var root in roots)
        {
            Visit(root);
        }

        return (found, notUnderstood);

        void Visit(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    Visit(item);
                }
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                if (element.Text("settingDefinitionId") is { } id && SettingsOfInterest.Contains(id) && !GroupValues.Any(name => element.TryGetProperty(name, out _)))
                {
                    var understood = TryValue(element, out var value);
                    found.Add(new SettingValue(id.ToLowerInvariant(), value));
                    notUnderstood ??= understood || !KnownSettings.Decides(id) ? null : $"The value of {id} has a shape that the portal does not know.";
                }

                foreach (var property in element.EnumerateObject())
                {
                    if ((Parts.Contains(property.Name) && !IsPart(property.Value)) || (Lists.Contains(property.Name) && !IsList(property.Value)))
                    {
                        throw StrictJson.Wrong(property.Name);
                    }

                    Visit(property.Value);
                }
            }
        }
    }

    private static bool IsPart(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Object;

    private static bool IsList(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object));

    private static bool TryValue(JsonElement instance, out string? value)
    {
        value = null;
        foreach (var name in (string[])["choiceSettingValue", "simpleSettingValue"])
        {
            if (instance.TryGetProperty(name, out var single))
            {
                return single.ValueKind == JsonValueKind.Null || TryInner(single, isChoice: name.StartsWith("choice", StringComparison.Ordinal), out value);
            }
        }

        foreach (var name in (string[])["choiceSettingCollectionValue", "simpleSettingCollectionValue"])
        {
            if (instance.TryGetProperty(name, out var many))
            {
                if (many.ValueKind != JsonValueKind.Array)
                {
                    return many.ValueKind == JsonValueKind.Null;
                }

                var values = new List<string?>();
                foreach (var item in many.EnumerateArray())
                {
                    if (!TryInner(item, isChoice: name.StartsWith("choice", StringComparison.Ordinal), out var inner))
                    {
                        return false;
                    }

                    values.Add(inner);
                }

                value = values.Count == 1 ? values[0] : JsonSerializer.Serialize(values);
                return true;
            }
        }

        return false;
    }

    // The value of a choice is the id of an option.
    private static bool TryInner(JsonElement holder, bool isChoice, out string? value)
    {
        value = null;
        if (holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty("value", out var inner) || inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            || (isChoice && inner.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)))
        {
            return false;
        }

        value = inner.Literal();
        return true;
    }
}
