using System.Text.Json;

namespace PinResetPortal.Work.Background;

/// <summary>Attributes of measurements, in the words of the HTTP API.</summary>
internal static class Tag
{
    public static KeyValuePair<string, object?> Of(string name, Enum value) => new(name, JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    public static KeyValuePair<string, object?> Of(string name, string value) => new(name, value);
}
