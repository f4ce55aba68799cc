using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// Writes a Graph object so that the same content is always the same text: keys sorted with <c>@odata.type</c> first, annotations about
/// where the object was read (context, links, etags) left out. Plans are compared by such texts.
/// </summary>
internal static class CanonicalJson
{
    // Readable in the confirmation dialog; the text is never put into HTML without being encoded there.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="without">Properties of the root that are left out.</param>
    public static string Write(JsonElement element, params string[] without) => Build(writer => Write(writer, element, without));

    public static string Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, JsonElement element, params string[] without) => Write(writer, element, _ => true, without);

    /// <param name="isKept">Asked about every property at every depth.</param>
    /// <param name="without">Properties of the root that are left out.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement element, Func<JsonProperty, bool> isKept, params string[] without)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject()
                    .Where(property => !IsAnnotation(property.Name) && !without.Contains(property.Name) && isKept(property))
                    .OrderBy(property => property.Name == "@odata.type" ? 0 : 1)
                    .ThenBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, isKept);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, isKept);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static bool IsAnnotation(string name) => name != "@odata.type" && name.Contains("@odata.", StringComparison.Ordinal);
}
