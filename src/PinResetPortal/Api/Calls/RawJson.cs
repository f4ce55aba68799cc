using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.Api.Calls;

/// <summary>Hands JSON that Core keeps as text on as JSON, so that callers need not parse twice.</summary>
internal static class RawJson
{
    /// <returns>The document; a plain string when the text is not JSON; null when there is none.</returns>
    public static JsonNode? From(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
