using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Routing;

/// <summary>Finds the route of a request, or says which segment Graph does not know.</summary>
internal sealed class RouteTable(IEnumerable<GraphRoute> routes)
{
    private readonly List<GraphRoute> _routes = [.. routes.OrderByDescending(r => r.Literals)];

    public (GraphRoute Route, IReadOnlyDictionary<string, string> Values) Find(string method, string version, string path)
    {
        var segments = PathSegments.Parse(path);
        var known = _routes.Where(r => version == "beta" || !r.BetaOnly).ToList();
        var (deepest, matchedPath) = (0, false);
        foreach (var route in known)
        {
            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var matched = Match(route, segments, values);
            deepest = Math.Max(deepest, Math.Min(matched, segments.Count));
            if (matched != route.Parts.Count || segments.Count != matched)
                continue;
            if (route.Method == method)
                return (route, values);
            matchedPath = true;
        }

        if (matchedPath)
            throw GraphRefusal.WrongMethod();
        if (segments.Exists(IsUnofferedFunction))
            throw GraphRefusal.NotOffered("delta");
        throw segments.Count == 0 ? GraphRefusal.BadRequest("Invalid request.") : GraphRefusal.UnknownSegment(segments[Math.Min(deepest, segments.Count - 1)].Text);
    }

    /// <summary>How many parts fit from the left.</summary>
    private static int Match(GraphRoute route, List<PathSegment> segments, Dictionary<string, string> values)
    {
        for (var i = 0; i < route.Parts.Count; i++)
        {
            if (i >= segments.Count || !(Fits(route.Parts[i], segments[i], values) || IsQualifiedAction(route, i, segments[i])))
                return i;
        }

        return route.Parts.Count;
    }

    /// <summary>An action may be called by its qualified name, as earlier SDKs do.</summary>
    private static bool IsQualifiedAction(GraphRoute route, int part, PathSegment segment) =>
        route.Method == "POST" && part == route.Parts.Count - 1 && !segment.IsKey && route.Parts[part][0] is not ('{' or '(') && segment.Text.Equals("microsoft.graph." + route.Parts[part], StringComparison.OrdinalIgnoreCase);

    /// <summary>Change tracking (https://learn.microsoft.com/graph/delta-query-overview) exists in Graph, but not here; it is no object's id.</summary>
    private static bool IsUnofferedFunction(PathSegment segment) =>
        !segment.IsKey && (segment.Text.Equals("delta", StringComparison.OrdinalIgnoreCase) || segment.Text.Equals("microsoft.graph.delta", StringComparison.OrdinalIgnoreCase));

    private static bool Fits(string part, PathSegment segment, Dictionary<string, string> values)
    {
        if (part[0] == '{')
        {
            if (segment.KeyName is not null || IsUnofferedFunction(segment) || segment.Text.StartsWith('$') || segment.Text.StartsWith("microsoft.graph.", StringComparison.OrdinalIgnoreCase))
                return false;
            values[part[1..^1]] = segment.Text;
            return true;
        }

        if (part[0] == '(')
        {
            var (name, variable) = (part[1..part.IndexOf('=', StringComparison.Ordinal)], part[(part.IndexOf('{', StringComparison.Ordinal) + 1)..part.IndexOf('}', StringComparison.Ordinal)]);
            if (!name.Equals(segment.KeyName, StringComparison.OrdinalIgnoreCase))
                return false;
            values[variable] = segment.Text;
            return true;
        }

        return !segment.IsKey && (part.Equals(segment.Text, StringComparison.OrdinalIgnoreCase)
            || (part.StartsWith("microsoft.graph.", StringComparison.Ordinal) && segment.Text.Equals(part["microsoft.".Length..], StringComparison.OrdinalIgnoreCase)));
    }
}
