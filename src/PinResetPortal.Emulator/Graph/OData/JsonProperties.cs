using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>Reading objects whose content nobody vouches for: any property may be missing, null or of an odd type.</summary>
internal static class JsonProperties
{
    /// <summary>Graph takes property names without regard to case in queries.</summary>
    public static JsonNode? Find(JsonObject item, string name)
    {
        if (item.TryGetPropertyValue(name, out var exact))
            return exact;
        foreach (var (key, value) in item)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    public static string? Text(this JsonObject item, string name) =>
        item[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool? Flag(this JsonObject item, string name) =>
        item[name] is JsonValue value ? value.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;

    public static IEnumerable<JsonObject> Objects(this JsonObject item, string name) =>
        item[name] is JsonArray array ? array.OfType<JsonObject>() : [];

    public static string Id(this JsonObject item) => item.Text("id") ?? "";

    public static bool HasText(this JsonObject item, string name, string? value) =>
        value is not null && string.Equals(item.Text(name), value, StringComparison.OrdinalIgnoreCase);
}
