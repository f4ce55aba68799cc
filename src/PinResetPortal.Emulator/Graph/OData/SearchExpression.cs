using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>
/// <c>$search="property:words"</c>, clauses joined by AND or OR (https://learn.microsoft.com/graph/search-query-parameter).
/// A word matches the beginning of a word of the value.
/// </summary>
internal static partial class SearchExpression
{
    public static Func<JsonObject, bool> Parse(string text, EntityType type)
    {
        var matches = Clause().Matches(text);
        if (matches.Count == 0 || Clause().Replace(text, "").Replace("AND", "", StringComparison.Ordinal).Replace("OR", "", StringComparison.Ordinal).Trim(' ', '(', ')').Length > 0)
            throw GraphRefusal.BadRequest($"Syntax error in the $search expression '{text}'. It has the form \"property:value\".");
        var clauses = matches.Select(m => ParseClause(m.Groups[1].Value, type)).ToList();
        var any = text.Contains("\" OR \"", StringComparison.Ordinal);
        return item => any ? clauses.Any(c => c(item)) : clauses.All(c => c(item));
    }

    private static Func<JsonObject, bool> ParseClause(string clause, EntityType type)
    {
        var colon = clause.IndexOf(':', StringComparison.Ordinal);
        if (type.IsDirectoryObject && colon < 0)
            throw GraphRefusal.BadRequest($"Syntax error: '{clause}' has no property. $search has the form \"property:value\".");
        var property = colon < 0 ? null : clause[..colon];
        if (property is not null && !type.Searchable.Contains(property))
            throw GraphRefusal.Unsupported($"Property '{property}' of resource '{type.Name}' cannot be searched.");
        var words = Words(colon < 0 ? clause : clause[(colon + 1)..]);
        if (words.Count == 0)
            throw GraphRefusal.BadRequest("The $search expression is empty.");
        return item => (property is null ? type.Searchable : EntityType.Names(property)).Any(p => FilterEvaluator.Plain(JsonProperties.Find(item, p)) is string value
            && words.All(w => value.StartsWith(w, StringComparison.OrdinalIgnoreCase) || Words(value).Any(v => v.StartsWith(w, StringComparison.OrdinalIgnoreCase))));
    }

    private static List<string> Words(string text) => [.. Separators().Split(text).Where(w => w.Length > 0)];

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Clause();

    [GeneratedRegex(@"[^\w@]+")]
    private static partial Regex Separators();
}
