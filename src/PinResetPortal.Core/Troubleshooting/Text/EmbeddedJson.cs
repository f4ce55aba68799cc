using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PinResetPortal.Core.Troubleshooting.Text;

/// <summary>The data files that travel inside the assembly. They are read strictly: what is misspelled, missing or left over is an error of the build's tests, not of a start.</summary>
internal static class EmbeddedJson
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="InvalidOperationException">The assembly carries no such file.</exception>
    /// <exception cref="JsonException">The file does not have the form of <typeparamref name="T"/>.</exception>
    public static T Read<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly does not carry {name}.");
        using var reader = new StreamReader(stream);
        return Parse<T>(reader.ReadToEnd());
    }

    /// <exception cref="JsonException">The text does not have the form of <typeparamref name="T"/>.</exception>
    public static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, Strict) ?? throw new JsonException("A data file holds nothing but null.");
}
