using System.Globalization;
using System.Text;
using System.Text.Json;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>The shapes that Graph's answers have (https://learn.microsoft.com/graph/use-the-api): anything else is not read.</summary>
internal static class WellFormed
{
    /// <summary>
    /// The objects of a list over all its pages: each page has an array <c>value</c>, each object its id. A list that changes while its pages are
    /// read may bring an object on two of them: it counts once, as it was on the first.
    /// </summary>
    /// <param name="isWhole">A list that goes on behind what was read is not one.</param>
    public static IReadOnlyList<JsonElement> List(BatchAnswer answer, bool isWhole)
    {
        if (answer.Bodies.Count == 0 || (isWhole && NextLink.Exists(answer.Bodies[^1])))
        {
            throw StrictJson.Wrong("The list");
        }

        return [.. answer.Bodies.SelectMany(body => NoError(body).NeededItems("value")).DistinctBy(item => item.NeededText("id"))];
    }

    /// <summary>One object with its id.</summary>
    public static JsonElement Object(BatchAnswer answer)
    {
        var body = NoError(answer.Body);
        body.NeededText("id");
        return body;
    }

    /// <summary>
    /// A number alone: the answer to <c>$count</c>, which is plain text and inside a $batch may come as text or base64.
    /// </summary>
    public static int Count(BatchAnswer answer) =>
        answer.Body is { ValueKind: JsonValueKind.Number or JsonValueKind.String } body && (Whole(body.Literal()) ?? Whole(FromBase64(body))) is { } count ? count : throw StrictJson.Wrong("The count");

    /// <summary>An action that answers 204 and nothing else.</summary>
    public static bool Done(BatchAnswer answer) => answer.Status == 204 ? true : throw StrictJson.Wrong("The answer");

    private static JsonElement NoError(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } answer && answer.At("error") is null ? answer : throw StrictJson.Wrong("The answer");

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? FromBase64(JsonElement body) =>
        body.ValueKind == JsonValueKind.String && body.TryGetBytesFromBase64(out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
