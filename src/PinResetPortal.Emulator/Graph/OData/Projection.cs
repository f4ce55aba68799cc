using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>Copies an object for the answer: selected properties, expansions, and nothing of the emulator's own.</summary>
internal static class Projection
{
    public static JsonObject Of(JsonObject stored, EntityType? type, SelectExpand shape, GraphCall call)
    {
        var selected = shape.Select?.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (selected is null && type?.Default is { } standard)
            selected = [.. standard];
        var copy = new JsonObject();
        foreach (var (name, value) in stored)
        {
            if (Leaves(name, type, selected, call.Request.Version))
                copy[name] = Clean(value);
        }

        // a selected property that the object's type has but that is not stored is null, as in Graph
        if (shape.Select is not null && type is not null)
        {
            var own = PropertiesOf(stored, type);
            foreach (var name in shape.Select.Where(n => own.Contains(n) && JsonProperties.Find(copy, n) is null && !copy.ContainsKey(n)))
                copy[own.First(p => p.Equals(name, StringComparison.OrdinalIgnoreCase))] = null;
        }

        foreach (var expansion in shape.Expand)
        {
            var related = expansion.Navigation.Read(call, stored);
            if (expansion.Navigation.MostItems is { } most)
                related = related.Take(most);
            if (expansion.Top is { } top)
                related = related.Take(top);
            if (type is not null && ContextOf(stored, type) is { } context)
                copy[expansion.Name + "@odata.context"] = $"{call.Root}/$metadata#{context}/{expansion.Name}";
            if (expansion.Navigation.IsSingle)
            {
                copy[expansion.Name] = related.FirstOrDefault() is { } one ? Of(one, expansion.Navigation.Type, expansion.Inner, call) : null;
                continue;
            }

            copy[expansion.Name] = new JsonArray([.. related.Select(item => Of(item, expansion.Navigation.Type, expansion.Inner, call))]);
        }

        type?.Mask?.Invoke(copy, call.Request.Version);
        return copy;
    }

    /// <summary>
    /// Intune says of every expansion where it comes from, with the type of a policy that is one of several kinds in its list; clients tell
    /// the kinds apart by it (https://github.com/KelvinTegelaar/CIPP-API, Invoke-ListIntunePolicy).
    /// </summary>
    private static string? ContextOf(JsonObject stored, EntityType type)
    {
        if (!type.Collection.StartsWith("deviceManagement/", StringComparison.Ordinal) || type.Collection.Count(letter => letter == '/') > 1)
            return null;
        var kind = stored.Text("@odata.type")?.TrimStart('#');
        return $"{type.Collection}('{stored.Id()}')" + (kind is null || kind == $"microsoft.graph.{type.Name}" ? "" : "/" + kind);
    }

    /// <summary>In a list of several types an object has the properties of its own type only.</summary>
    private static IReadOnlySet<string> PropertiesOf(JsonObject stored, EntityType type) => type.Derived is null
        ? type.Properties
        : type.Derived().FirstOrDefault(one => stored.HasText("@odata.type", $"#microsoft.graph.{one.Name}"))?.Properties ?? EntityType.Names("id");

    private static bool Leaves(string name, EntityType? type, HashSet<string>? selected, string version)
    {
        if (name.Length == 0 || name[0] == '_')
            return false;
        if (name is "@odata.context" or "@odata.nextLink" or "@odata.count")
            return false;
        if (name[0] == '@')
            return true;
        var property = name.Split('@')[0];
        if (type is null)
            return selected is null || selected.Contains(property);
        if (type.Navigations.ContainsKey(property) || (version == "v1.0" && type.BetaOnly.Contains(property)))
            return false;
        return selected is null || selected.Contains(property);
    }

    private static JsonNode? Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                var copy = new JsonObject();
                foreach (var (name, value) in item)
                {
                    if (name.Length == 0 || name[0] != '_')
                        copy[name] = Clean(value);
                }

                return copy;
            case JsonArray array:
                return new JsonArray([.. array.Select(Clean)]);
            default:
                return node?.DeepClone();
        }
    }
}
