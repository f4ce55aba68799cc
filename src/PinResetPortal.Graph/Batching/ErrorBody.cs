using System.Text.Json;

namespace PinResetPortal.Graph.Batching;

/// <summary>Graph's error (https://learn.microsoft.com/graph/errors), read without ever failing: it is only used to explain.</summary>
/// <param name="Code">Null when the answer is not an error as Graph writes them.</param>
internal sealed record ErrorBody(string? Code, string? Message)
{
    private static readonly ErrorBody None = new(null, null);

    public static ErrorBody Of(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? new(Text(error, "code"), Text(error, "message"))
            : None;

    private static string? Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
