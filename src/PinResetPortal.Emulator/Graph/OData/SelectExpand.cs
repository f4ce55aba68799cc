using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>What of an object is answered.</summary>
/// <param name="Select">Null: the type's default.</param>
internal sealed record SelectExpand(IReadOnlyList<string>? Select, IReadOnlyList<SelectExpand.Expansion> Expand)
{
    internal sealed record Expansion(string Name, Navigation Navigation, SelectExpand Inner, int? Top);

    public static SelectExpand Parse(string? select, string? expand, EntityType type, string version, IEnumerable<JsonObject> stored) =>
        new(ParseSelect(select, type, version, stored), ParseExpand(expand, type, version));

    private static List<string>? ParseSelect(string? select, EntityType type, string version, IEnumerable<JsonObject> stored)
    {
        if (select is null)
            return null;
        var names = select.Split(',', StringSplitOptions.TrimEntries).ToList();
        if (names.Any(n => n.Length == 0))
            throw GraphRefusal.BadRequest("Parsing OData Select and Expand failed: Term is not valid in a $select or $expand expression.");
        foreach (var name in names.Where(n => n != "*" && !type.Navigations.ContainsKey(n) && !IsOfDerivedType(n)))
            PropertyRules.Require(name, type, version, stored, "Parsing OData Select and Expand failed: ");
        return names.Contains("*") ? null : [.. names.Select(n => IsOfDerivedType(n) ? n[(n.IndexOf('/', StringComparison.Ordinal) + 1)..] : n)];
    }

    /// <summary><c>microsoft.graph.someConfiguration/itsProperty</c>, in a list whose objects are of several types.</summary>
    private static bool IsOfDerivedType(string name) => name.StartsWith("microsoft.graph.", StringComparison.OrdinalIgnoreCase) && name.Contains('/', StringComparison.Ordinal);

    private static List<Expansion> ParseExpand(string? expand, EntityType type, string version)
    {
        if (string.IsNullOrEmpty(expand))
            return [];
        List<Expansion> expansions = [];
        foreach (var term in SplitOutsideParentheses(expand, ','))
        {
            var open = term.IndexOf('(', StringComparison.Ordinal);
            var name = (open < 0 ? term : term[..open]).Trim();
            if (name == "*")
            {
                expansions.AddRange(type.Navigations.Select(n => new Expansion(n.Key, n.Value, new(null, []), null)));
                continue;
            }

            if (!type.Navigations.TryGetValue(name, out var navigation))
                throw GraphRefusal.BadRequest($"Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{type.Name}'.");
            if (expansions.Any(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw GraphRefusal.BadRequest($"Parsing OData Select and Expand failed: '{name}' is expanded more than once.");
            if (open >= 0 && !term.TrimEnd().EndsWith(')'))
                throw GraphRefusal.BadRequest("Parsing OData Select and Expand failed: Found an unbalanced bracket expression.");
            expansions.Add(ParseNested(name, navigation, open < 0 ? "" : term.Trim()[(open + 1)..^1], version));
        }

        return expansions;
    }

    private static Expansion ParseNested(string name, Navigation navigation, string options, string version)
    {
        string? select = null, expand = null;
        int? top = null;
        foreach (var option in SplitOutsideParentheses(options, ';').Where(o => o.Trim().Length > 0))
        {
            var separator = option.IndexOf('=', StringComparison.Ordinal);
            var value = separator < 0 ? "" : option[(separator + 1)..].Trim();
            switch ((separator < 0 ? option : option[..separator]).Trim().TrimStart('$').ToLowerInvariant())
            {
                case "select":
                    select = value;
                    break;
                case "expand":
                    expand = value;
                    break;
                case "top" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    top = number;
                    break;
                default:
                    throw GraphRefusal.BadRequest($"Parsing OData Select and Expand failed: Term '{option.Trim()}' is not valid in a $select or $expand expression.");
            }
        }

        var type = navigation.Type;
        if (type is not null)
            ParseSelect(select, type, version, []);
        var inner = type is null
            ? new SelectExpand(select?.Split(',', StringSplitOptions.TrimEntries), expand is null ? [] : throw GraphRefusal.BadRequest($"Parsing OData Select and Expand failed: '{expand}' cannot be expanded here."))
            : new SelectExpand(select?.Split(',', StringSplitOptions.TrimEntries), ParseExpand(expand, type, version));
        return new(name, navigation, inner, top);
    }

    private static IEnumerable<string> SplitOutsideParentheses(string text, char separator)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != separator || depth != 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }
}
