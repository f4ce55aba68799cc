using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>What Microsoft's reference says about one resource type and the list that serves it.</summary>
internal sealed record EntityType
{
    /// <summary>Without namespace: <c>servicePrincipal</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Graph's path and the tenant's collection.</summary>
    public required string Collection { get; init; }

    /// <summary>Documented properties. Properties that stored objects carry besides are known too.</summary>
    public required IReadOnlySet<string> Properties { get; init; }

    /// <summary>Types whose objects stand in the list as well, so that their properties can be asked for; looked up late, because types refer to each other.</summary>
    public Func<IEnumerable<EntityType>>? Derived { get; init; }

    /// <summary>Directory objects have the rules of advanced queries (https://learn.microsoft.com/graph/aad-advanced-queries).</summary>
    public bool IsDirectoryObject { get; init; }

    /// <summary>Query options of the list, without dollar sign.</summary>
    public required IReadOnlySet<string> Options { get; init; }

    /// <summary>What is answered without <c>$select</c>; null: everything.</summary>
    public IReadOnlySet<string>? Default { get; init; }

    /// <summary>Properties that can be filtered; null: all.</summary>
    public IReadOnlySet<string>? Filterable { get; init; }

    /// <summary>Properties that can be sorted by; null: all.</summary>
    public IReadOnlySet<string>? Sortable { get; init; }

    /// <summary>Those of them that a directory object can be sorted by in advanced queries only.</summary>
    public IReadOnlySet<string> SortableInAdvanced { get; init; } = Names("");

    public IReadOnlySet<string> Searchable { get; init; } = Names("");

    public IReadOnlyDictionary<string, Navigation> Navigations { get; init; } = new Dictionary<string, Navigation>();

    /// <summary>Properties that exist on beta only.</summary>
    public IReadOnlySet<string> BetaOnly { get; init; } = Names("");

    public int PageSize { get; init; } = 100;

    public int LargestPage { get; init; } = 999;

    /// <summary>Fills what the service computes on every read when the stored object lacks it.</summary>
    public Action<JsonObject>? Complete { get; init; }

    /// <summary>Last change of an outgoing copy, for instance the masking of secrets; the text is the version.</summary>
    public Action<JsonObject, string>? Mask { get; init; }

    /// <summary>Objects that a version does not know are left out of its answers.</summary>
    public Func<JsonObject, string, bool>? ExistsIn { get; init; }

    public static IReadOnlySet<string> Names(string names) =>
        names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}

/// <param name="Read">The related objects of one object, as stored.</param>
/// <param name="Type">Their type; null when they are no entities with rules of their own.</param>
/// <param name="PageLimit">Largest page of a list that is expanded by this property.</param>
/// <param name="MostItems">Most related objects in an expansion.</param>
internal sealed record Navigation(Func<GraphCall, JsonObject, IEnumerable<JsonObject>> Read, EntityType? Type = null, int? PageLimit = null, int? MostItems = null, bool IsSingle = false);
