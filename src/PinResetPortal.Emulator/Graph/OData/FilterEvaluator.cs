using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>Whether an object passes a <c>$filter</c>. Text is compared without regard to case, as Graph does.</summary>
internal static class FilterEvaluator
{
    public static bool Matches(FilterNode node, JsonNode? item) => Matches(node, item, variable: null);

    private static bool Matches(FilterNode node, JsonNode? item, string? variable) => node switch
    {
        FilterNode.Or or => Matches(or.Left, item, variable) || Matches(or.Right, item, variable),
        FilterNode.And and => Matches(and.Left, item, variable) && Matches(and.Right, item, variable),
        FilterNode.Not not => !Matches(not.Inner, item, variable),
        FilterNode.Compare compare => Compare(Value(compare.Left, item, variable), compare.Operator, Value(compare.Right, item, variable)),
        FilterNode.In @in => @in.Values.Any(v => Compare(Value(@in.Left, item, variable), "eq", v.Value)),
        FilterNode.Text text => Text(text.Name, Value(text.Left, item, variable), Value(text.Right, item, variable)),
        FilterNode.Truth truth => Value(truth.Property, item, variable) is true,
        FilterNode.IsOf isOf => TypeOf(item) is { } type && type.Equals(isOf.TypeName, StringComparison.OrdinalIgnoreCase),
        FilterNode.Any any => Lambda(any, item, variable),
        _ => false,
    };

    private static bool Lambda(FilterNode.Any any, JsonNode? item, string? variable)
    {
        if (Node(any.Collection, item, variable) is not JsonArray elements)
            return any.IsAll;
        if (any.Condition is null)
            return elements.Count > 0;
        return any.IsAll
            ? elements.All(e => Matches(any.Condition, e, any.Variable))
            : elements.Any(e => Matches(any.Condition, e, any.Variable));
    }

    private static string? TypeOf(JsonNode? item) => item is JsonObject o && o["@odata.type"] is JsonValue v && v.TryGetValue(out string? type) ? type.TrimStart('#') : null;

    private static bool Text(string name, object? left, object? right) => (left, right) is (string text, string part) && name switch
    {
        "startswith" => text.StartsWith(part, StringComparison.OrdinalIgnoreCase),
        "endswith" => text.EndsWith(part, StringComparison.OrdinalIgnoreCase),
        _ => text.Contains(part, StringComparison.OrdinalIgnoreCase),
    };

    private static bool Compare(object? left, string comparison, object? right)
    {
        if (comparison == "has")
            return (left, right) is (string flags, string flag) && flags.Split(',', StringSplitOptions.TrimEntries).Contains(flag, StringComparer.OrdinalIgnoreCase);
        if (left is null || right is null)
            return comparison switch { "eq" => left is null && right is null, "ne" => !(left is null && right is null), _ => false };
        var order = Order(left, right);
        return comparison switch
        {
            "eq" => order is 0,
            "ne" => order is not 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };
    }

    /// <summary>Null: not comparable.</summary>
    internal static int? Order(object left, object right)
    {
        if (left is DateTimeOffset || right is DateTimeOffset)
            return (AsDate(left), AsDate(right)) is ({ } a, { } b) ? a.CompareTo(b) : null;
        return (left, right) switch
        {
            (decimal a, decimal b) => a.CompareTo(b),
            (bool a, bool b) => a.CompareTo(b),
            (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            (Guid a, string b) => string.Compare(a.ToString("D"), b, StringComparison.OrdinalIgnoreCase),
            (string a, Guid b) => string.Compare(a, b.ToString("D"), StringComparison.OrdinalIgnoreCase),
            _ => null,
        };
    }

    private static DateTimeOffset? AsDate(object value) => value switch
    {
        DateTimeOffset date => date,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) => date,
        _ => null,
    };

    private static object? Value(Operand operand, JsonNode? item, string? variable) => operand switch
    {
        Operand.Literal literal => literal.Value,
        Operand.Cased { Function: "tolower" } cased => (Value(cased.Inner, item, variable) as string)?.ToLowerInvariant(),
        Operand.Cased cased => (Value(cased.Inner, item, variable) as string)?.ToUpperInvariant(),
        Operand.Property { IsCount: true } property => Node(new(property.Path[..^"/$count".Length]), item, variable) is JsonArray elements ? (decimal)elements.Count : 0m,
        Operand.Property property => Plain(Node(property, item, variable)),
        _ => null,
    };

    private static JsonNode? Node(Operand.Property property, JsonNode? item, string? variable)
    {
        IEnumerable<string> path = property.Path.Split('/');
        if (variable is not null && path.First() == variable)
            path = path.Skip(1);
        return path.Aggregate(item, (node, name) => node is JsonObject o ? JsonProperties.Find(o, name) : null);
    }

    internal static object? Plain(JsonNode? node) => node is not JsonValue value ? null : value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        JsonValueKind.String => value.ToString(),
        _ => null,
    };
}
