using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>Forgiving reads of single JSON properties: objects given by control may be odd.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject o && o.TryGetPropertyValue(name, out var value) && value is JsonValue v && v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : null;

    public static bool? Flag(this JsonNode? node, string name) =>
        node is JsonObject o && o.TryGetPropertyValue(name, out var value) && value is JsonValue v
            ? v.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
            : null;

    public static IEnumerable<JsonNode?> Items(this JsonNode? node, string name) =>
        node is JsonObject o && o.TryGetPropertyValue(name, out var value) && value is JsonArray array ? array : [];

    public static IEnumerable<string> Texts(this JsonNode? node, string name) =>
        node.Items(name).OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.String).Select(v => v.GetValue<string>());

    public static bool Is(this JsonNode? node, string name, string? value) =>
        value is not null && string.Equals(node.Text(name), value, StringComparison.OrdinalIgnoreCase);
}
