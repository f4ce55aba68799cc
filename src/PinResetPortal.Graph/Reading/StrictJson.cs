using System.Globalization;
using System.Text.Json;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// Reads members of Graph's answers: one that is absent or null reads as null, one of another kind than documented is an error, and so
/// is a member that is needed and not there. <see cref="GraphRead{T}"/> turns the error into "not understood".
/// </summary>
internal static class StrictJson
{
    public static JsonElement? At(this JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object ? throw Wrong(name)
        : element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    /// <summary>A member that is an object.</summary>
    public static JsonElement? Part(this JsonElement element, string name) =>
        element.At(name) is not { } value ? null : value.ValueKind == JsonValueKind.Object ? value : throw Wrong(name);

    public static string? Text(this JsonElement element, string name) =>
        element.At(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name);

    public static bool? Flag(this JsonElement element, string name) =>
        element.At(name) is not { } value ? null : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name);

    /// <summary>A whole number; Intune's reports write some as text.</summary>
    public static int? Number(this JsonElement element, string name) =>
        element.At(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number or JsonValueKind.String && int.TryParse(value.Literal(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(name);

    public static DateTimeOffset? Date(this JsonElement element, string name) =>
        element.Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date
        : throw Wrong(name);

    /// <summary>The items of an array; none when it is absent or null.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.At(name) is not { } value ? [] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(name);

    /// <summary>The items of an array that was asked for and so must be there.</summary>
    public static IEnumerable<JsonElement> NeededItems(this JsonElement element, string name) => element.At(name) is null ? throw Wrong(name) : element.Items(name);

    /// <summary>The items of an array of texts; none when it is absent or null.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.Items(name).Select(item => item.ValueKind == JsonValueKind.String && item.GetString() is { } text ? text : throw Wrong(name))];

    /// <summary>A text that must be there and must not be empty, for example an id.</summary>
    public static string NeededText(this JsonElement element, string name) => element.Text(name) is { Length: > 0 } text ? text : throw Wrong(name);

    public static bool NeededFlag(this JsonElement element, string name) => element.Flag(name) ?? throw Wrong(name);

    /// <summary>The value as text: strings without quotes, everything else as JSON.</summary>
    public static string? Literal(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        _ => element.GetRawText(),
    };

    /// <summary>Whether <c>@odata.type</c> names this type, with or without namespace.</summary>
    public static bool IsType(this JsonElement element, string type) =>
        element.Text("@odata.type") is { } name && name.Split('.', '#')[^1].Equals(type, StringComparison.OrdinalIgnoreCase);

    public static JsonException Wrong(string name) => new($"{name} is missing or of another kind than documented.");
}
