using System.Text.Json;
using System.Text.Json.Serialization;

namespace PinResetPortal.Store.Storage;

/// <summary>
/// Documents that are written and read as a whole. They lie in text columns, not in <c>jsonb</c>: that would re-order the properties, and
/// System.Text.Json wants the type discriminator of a planned change first. Enumerations are words, so that a new member in the middle
/// changes nothing that is stored.
/// </summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidOperationException($"A stored {typeof(T).Name} is null.");
}
