using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// Checks of request bodies that all resources share. Control information (<c>@odata.type</c>, <c>x@odata.type</c>, and actions such
/// as <c>#microsoft.graph.assign</c>, which full exports carry) is no property.
/// </summary>
internal static class BodyRules
{
    public static IEnumerable<string> Properties(JsonObject body) => body.Select(p => p.Key).Where(k => !k.Contains('@', StringComparison.Ordinal) && !k.StartsWith('#'));

    public static void Known(JsonObject body, string names, string type) => Known(body, EntityType.Names(names), type);

    public static void Known(JsonObject body, IReadOnlySet<string> names, string type)
    {
        if (Properties(body).FirstOrDefault(p => !names.Contains(p)) is { } unknown)
            throw GraphRefusal.BadRequest($"The property '{unknown}' does not exist on type 'microsoft.graph.{type}'. Make sure to only use property names that are defined by the type.");
    }

    public static void Kinds(JsonObject body, string flags = "", string texts = "", string collections = "")
    {
        Kind(body, flags, k => k is JsonValueKind.True or JsonValueKind.False, "Edm.Boolean");
        Kind(body, texts, k => k is JsonValueKind.String or JsonValueKind.Null, "Edm.String");
        Kind(body, collections, k => k is JsonValueKind.Array, "Collection(Edm.String)");
    }

    public static string RequiredText(JsonObject body, string name) =>
        body.Text(name) is { Length: > 0 } text ? text : throw GraphRefusal.DirectoryBadRequest($"A value is required for property '{name}' of the resource.");

    private static void Kind(JsonObject body, string names, Func<JsonValueKind, bool> fits, string type)
    {
        foreach (var name in EntityType.Names(names).Where(body.ContainsKey))
        {
            if (!fits(body[name]?.GetValueKind() ?? JsonValueKind.Null))
                throw GraphRefusal.BadRequest($"Cannot convert the value of property '{name}' to the expected type '{type}'.");
        }
    }
}
