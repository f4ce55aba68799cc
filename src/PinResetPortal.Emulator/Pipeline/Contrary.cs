using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.Emulator.Entrance;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Pipeline;

/// <summary>
/// Contrary mode: what Microsoft's documentation leaves open is answered the other way. Properties are not ordered and more may come
/// (https://learn.microsoft.com/graph/versioning-and-support: additive changes), empty texts are null, times have fractions, report files are
/// JSON with numbers as text, and where 400 and 404 both occur, the other one comes. What is documented stays as it is.
/// </summary>
internal static partial class Contrary
{
    private const string UnpublishedProperty = "auditRuleInformation";

    /// <summary>Refuses what a strict reader of the published types refuses: a property that no schema has.</summary>
    public static GraphAnswer? Refuse(GraphRequest request) =>
        request.Method is "POST" or "PUT" or "PATCH" && Holds(request.Body, UnpublishedProperty)
            ? GraphResponses.Error(400, "BadRequest", $"The property '{UnpublishedProperty}' does not exist on type 'microsoft.graph.deviceManagementConfigurationSettingInstance'.")
            : null;

    public static GraphAnswer Turn(GraphAnswer answer)
    {
        var body = answer.Stream is null ? answer.Body : Report(JsonNode.Parse(answer.Stream)!.AsObject());
        return answer with
        {
            Status = answer.Otherwise ?? answer.Status,
            Body = Turn(body),
            Stream = null,
            Headers = answer.Headers.Where(header => header.Key != "Content-Disposition").ToDictionary(),
        };
    }

    /// <summary>In a batch: the count as a number where it came as text.</summary>
    public static JsonNode Count(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static JsonObject Report(JsonObject report)
    {
        foreach (var row in report["Values"]!.AsArray().Select(row => row!.AsArray()))
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (row[i]?.GetValueKind() == JsonValueKind.Number)
                {
                    row[i] = row[i]!.ToJsonString();
                }
            }
        }

        foreach (var column in report["Schema"]!.AsArray())
        {
            column!["PropertyType"] = "String";
        }

        return report;
    }

    private static JsonNode? Turn(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                var copy = new JsonObject();

                // Control information comes first, as odata.streaming=true promises.
                foreach (var (name, value) in item.Where(property => property.Key.Contains('@', StringComparison.Ordinal)))
                {
                    copy[name] = value?.DeepClone();
                }

                copy["contraryNothing"] = null;
                copy["contraryUnknown"] = new JsonObject { ["nothing"] = null, ["list"] = new JsonArray(1, "a", null) };
                foreach (var (name, value) in item.Where(property => !property.Key.Contains('@', StringComparison.Ordinal)).Reverse())
                {
                    copy[name] = value is JsonValue text && text.TryGetValue<string>(out var plain) ? Text(plain) : Turn(value);
                }

                return copy;
            case JsonArray list:
                return new JsonArray([.. list.Select(Turn)]);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonNode? Text(string text) =>
        text.Length == 0 ? null
        : WholeSeconds().IsMatch(text) ? $"{text[..^1]}.0000000Z"
        : text;

    private static bool Holds(JsonNode? node, string name) => node switch
    {
        JsonObject item => item.ContainsKey(name) || item.Any(property => Holds(property.Value, name)),
        JsonArray list => list.Any(one => Holds(one, name)),
        _ => false,
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeSeconds();
}
