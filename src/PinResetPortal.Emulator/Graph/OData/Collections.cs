using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>Answers a list, one object, or a count under the query options of its type.</summary>
internal static class Collections
{
    private static readonly IReadOnlySet<string> SingleOptions = EntityType.Names("select expand");
    private static readonly IReadOnlySet<string> CountOptions = EntityType.Names("filter search");

    public static GraphAnswer List(GraphCall call, EntityType type, IEnumerable<JsonObject> source, string? context = null, bool typed = false)
    {
        var options = call.Query;
        options.AllowOnly(type.Options);
        var stored = Prepare(call, type, source);
        var shape = SelectExpand.Parse(options.Select, options.Expand, type, call.Request.Version, stored);
        var found = Search(call, type, stored);
        var (page, next) = Page(call, type, found, shape);

        var body = new JsonObject { ["@odata.context"] = call.Context(context ?? type.Collection, options.Select, options.Expand) };
        if (ShowsCount(call, type))
            body["@odata.count"] = found.Count;
        if (next is not null)
            body["@odata.nextLink"] = next;
        body["value"] = new JsonArray([.. page.Select(item => Typed(Projection.Of(item, type, shape, call), type, typed))]);
        return GraphCall.Ok(body);
    }

    /// <summary><c>/$count</c> (https://learn.microsoft.com/graph/aad-advanced-queries): plain text.</summary>
    public static GraphAnswer Count(GraphCall call, EntityType type, IEnumerable<JsonObject> source)
    {
        call.Query.AllowOnly(CountOptions);
        if (type.IsDirectoryObject && !call.IsEventual)
            throw GraphRefusal.DirectoryBadRequest("$count is not currently supported.");
        var found = Search(call, type, Prepare(call, type, source), isCountSegment: true);
        return new(200, null, new Dictionary<string, string> { ["Content-Type"] = "text/plain" }, found.Count.ToString(CultureInfo.InvariantCulture));
    }

    public static GraphAnswer Single(GraphCall call, EntityType type, JsonObject item, string? context = null, bool typed = false)
    {
        call.Query.AllowOnly(SingleOptions);
        Prepare(call, type, [item]);
        var shape = SelectExpand.Parse(call.Query.Select, call.Query.Expand, type, call.Request.Version, [item]);
        return GraphCall.Ok(Entity(call, type, item, shape, context, typed));
    }

    /// <param name="path">Where the list is, when it is not that of the type.</param>
    public static GraphAnswer Created(GraphCall call, EntityType type, JsonObject item, string? path = null)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        var body = Entity(call, type, item, new(null, []), path, typed: false);
        return new(201, body, new Dictionary<string, string> { ["Location"] = $"{call.Root}/{path ?? type.Collection}('{item.Id()}')" });
    }

    public static GraphAnswer Updated(GraphCall call, EntityType type, JsonObject item) => GraphCall.Ok(Entity(call, type, item, new(null, []), null, typed: false));

    /// <summary>
    /// Directory objects are counted in advanced queries only, otherwise <c>$count=true</c> is ignored, and the first page alone carries the
    /// number (https://learn.microsoft.com/graph/aad-advanced-queries#error-handling-for-advanced-queries-on-directory-objects,
    /// https://learn.microsoft.com/graph/query-parameters#skiptoken-parameter).
    /// </summary>
    private static bool ShowsCount(GraphCall call, EntityType type) =>
        call.Query.Count && (!type.IsDirectoryObject || (call.IsEventual && call.Query.SkipToken is null));

    private static JsonObject Entity(GraphCall call, EntityType type, JsonObject item, SelectExpand shape, string? context, bool typed)
    {
        var copy = Typed(Projection.Of(item, type, shape, call), type, typed);
        copy.Insert(0, "@odata.context", call.Context(context ?? type.Collection, call.Query.Select, call.Query.Expand) + "/$entity");
        return copy;
    }

    private static JsonObject Typed(JsonObject copy, EntityType type, bool typed)
    {
        if (typed && !copy.ContainsKey("@odata.type"))
            copy.Insert(0, "@odata.type", $"#microsoft.graph.{type.Name}");
        return copy;
    }

    private static List<JsonObject> Prepare(GraphCall call, EntityType type, IEnumerable<JsonObject> source)
    {
        List<JsonObject> items = [];
        foreach (var item in source)
        {
            if (type.ExistsIn?.Invoke(item, call.Request.Version) == false)
                continue;
            if (string.IsNullOrEmpty(item.Id()) && !item.ContainsKey("id"))
                item["id"] = Guid.NewGuid().ToString("D");
            type.Complete?.Invoke(item);
            items.Add(item);
        }

        return items;
    }

    private static List<JsonObject> Search(GraphCall call, EntityType type, List<JsonObject> stored, bool isCountSegment = false)
    {
        var options = call.Query;
        var advanced = call.IsEventual && (options.Count || isCountSegment);
        if (type.IsDirectoryObject && advanced && options.Expand is not null)
            throw GraphRefusal.Unsupported("$expand is not supported in advanced queries.");

        IEnumerable<JsonObject> found = stored;
        if (options.Filter is { } filter)
        {
            var node = FilterParser.Parse(filter);
            PropertyRules.CheckFilter(node, type, call.Request.Version, stored, advanced);
            found = found.Where(item => FilterEvaluator.Matches(node, item));
        }

        if (options.Search is { } search)
        {
            if (type.IsDirectoryObject && !call.IsEventual)
                throw GraphRefusal.Unsupported("Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
            var matches = SearchExpression.Parse(search, type);
            found = found.Where(matches);
        }

        if (options.OrderBy is { } orderBy)
        {
            if (type.IsDirectoryObject && options.Filter is not null && !advanced)
                throw GraphRefusal.Unsupported("Sorting not supported for current query.");
            found = Sort(found, orderBy, type, call.Request.Version, stored, advanced);
        }

        return [.. found];
    }

    private static IEnumerable<JsonObject> Sort(IEnumerable<JsonObject> found, string orderBy, EntityType type, string version, List<JsonObject> stored, bool advanced)
    {
        IOrderedEnumerable<JsonObject>? sorted = null;
        foreach (var term in orderBy.Split(',', StringSplitOptions.TrimEntries))
        {
            var words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is 0 or > 2 || (words.Length == 2 && words[1].ToLowerInvariant() is not ("asc" or "desc")))
                throw GraphRefusal.BadRequest($"Syntax error in the $orderby expression '{orderBy}'.");
            PropertyRules.Require(words[0], type, version, stored);
            if (type.Sortable is { } sortable && !sortable.Contains(words[0]))
                throw type.IsDirectoryObject ? GraphRefusal.Unsupported("Sorting not supported for current query.") : GraphRefusal.BadRequest($"Sorting by '{words[0]}' is not supported.");
            if (type.SortableInAdvanced.Contains(words[0]) && !advanced)
                throw GraphRefusal.Unsupported("Sorting not supported for current query.");
            var descending = words.Length == 2 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase);
            object? Key(JsonObject item) => FilterEvaluator.Plain(JsonProperties.Find(item, words[0]));
            sorted = (sorted, descending) switch
            {
                (null, false) => found.OrderBy(Key, ValueOrder.Instance),
                (null, true) => found.OrderByDescending(Key, ValueOrder.Instance),
                (_, false) => sorted.ThenBy(Key, ValueOrder.Instance),
                (_, true) => sorted.ThenByDescending(Key, ValueOrder.Instance),
            };
        }

        return sorted ?? found;
    }

    private static (IEnumerable<JsonObject> Page, string? Next) Page(GraphCall call, EntityType type, List<JsonObject> found, SelectExpand shape)
    {
        var options = call.Query;
        var largest = shape.Expand.Select(e => e.Navigation.PageLimit).Append(type.LargestPage).Min() ?? type.LargestPage;
        if (options.Top is { } top && (top < 1 || top > type.LargestPage))
        {
            var message = $"Invalid page size specified: '{top}'. Must be between 1 and {type.LargestPage} inclusive.";
            throw type.IsDirectoryObject ? GraphRefusal.Unsupported(message) : GraphRefusal.BadRequest(message);
        }

        var size = Math.Min(options.Top ?? type.PageSize, largest);
        var fingerprint = SkipToken.Fingerprint(call, options.Values);
        List<string> ids = [.. found.Select(item => item.Id())];
        var start = options.SkipToken is { } token ? SkipToken.Decode(token, fingerprint).Start(ids) : options.Skip ?? 0;
        var page = found.Skip(start).Take(size);
        var end = start + size;
        if (end >= found.Count)
            return (page, null);
        var next = new SkipToken(ids[end - 1], ids[end], end, fingerprint).Encode();
        var kept = options.Values.Where(o => o.Key is not ("skiptoken" or "skip")).Select(o => $"${o.Key}={Uri.EscapeDataString(o.Value)}").Append($"$skiptoken={next}");
        return (page, $"{call.Root}/{call.Request.Path}?{string.Join('&', kept)}");
    }

    private sealed class ValueOrder : IComparer<object?>
    {
        public static readonly ValueOrder Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            _ => FilterEvaluator.Order(x, y) ?? string.CompareOrdinal(x.ToString(), y.ToString()),
        };
    }
}
