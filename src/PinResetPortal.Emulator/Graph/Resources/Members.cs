using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Who belongs to what: <c>_members</c> of groups and roles, or the <c>members</c> of an export.</summary>
internal static class Members
{
    private static readonly (string Collection, string Type)[] Kinds =
    [
        ("users", "user"), ("groups", "group"), ("devices", "device"), ("servicePrincipals", "servicePrincipal"), ("directoryRoles", "directoryRole"),
    ];

    /// <summary>A directory object with its type spelled out, as lists of mixed types have it.</summary>
    public static JsonObject? Resolve(GraphCall call, string id)
    {
        foreach (var (collection, type) in Kinds)
        {
            if (call.State.Find(collection, id) is { } found)
                return Typed(found, type);
        }

        return null;
    }

    public static JsonObject Typed(JsonObject item, string type)
    {
        var copy = item.DeepClone().AsObject();
        copy.Remove("@odata.type");
        copy.Insert(0, "@odata.type", $"#microsoft.graph.{type}");
        return copy;
    }

    public static IEnumerable<string> Ids(JsonObject parent, string hidden = "_members", string exported = "members")
    {
        var own = parent[hidden] is JsonArray ids ? ids.OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.String).Select(v => v.GetValue<string>()) : [];
        return own.Concat(parent.Objects(exported).Select(m => m.Id())).Where(id => id.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    public static IEnumerable<JsonObject> Direct(GraphCall call, JsonObject parent) => Ids(parent).Select(id => Resolve(call, id)).OfType<JsonObject>();

    public static IEnumerable<JsonObject> Owners(GraphCall call, JsonObject parent) => Ids(parent, "_owners", "owners").Select(id => Resolve(call, id)).OfType<JsonObject>();

    /// <summary>Nested groups resolved; groups that contain each other are met once.</summary>
    public static IEnumerable<JsonObject> Transitive(GraphCall call, JsonObject parent)
    {
        HashSet<string> met = new(StringComparer.OrdinalIgnoreCase) { parent.Id() };
        Queue<JsonObject> open = new([parent]);
        List<JsonObject> found = [];
        while (open.TryDequeue(out var current))
        {
            foreach (var id in Ids(current).Where(met.Add))
            {
                if (Resolve(call, id) is not { } member)
                    continue;
                found.Add(member);
                if (IsOf(member, "group") && call.State.Find("groups", id) is { } group)
                    open.Enqueue(group);
            }
        }

        return found;
    }

    /// <summary>Groups and roles that contain the object, directly or through groups.</summary>
    public static List<JsonObject> MembershipsOf(GraphCall call, string id, bool transitive)
    {
        HashSet<string> met = new(StringComparer.OrdinalIgnoreCase) { id };
        Queue<string> open = new([id]);
        List<JsonObject> found = [];
        while (open.TryDequeue(out var current))
        {
            foreach (var (collection, type) in new[] { ("groups", "group"), ("directoryRoles", "directoryRole") })
            {
                foreach (var parent in call.State.Visible(collection).Where(p => Ids(p).Contains(current, StringComparer.OrdinalIgnoreCase) && met.Add(p.Id())).ToList())
                {
                    found.Add(Typed(parent, type));
                    if (transitive && type == "group")
                        open.Enqueue(parent.Id());
                }
            }
        }

        return found;
    }

    public static bool IsOf(JsonObject item, string type) => item.HasText("@odata.type", $"#microsoft.graph.{type}");
}
