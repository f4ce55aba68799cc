using System.Runtime.CompilerServices;
using System.Text.Json;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Reading;

/// <summary>How rows of the tables of reads are made: the request, and a parser that is given nothing but a well-formed answer.</summary>
internal static class GraphRows
{
    /// <summary>A list with all its pages, taken together.</summary>
    public static GraphRead<T> List<T>(
        GraphVersion? version, GraphFeature feature, Func<string, string> path, Func<IReadOnlyList<JsonElement>, T> parse, bool eventual = false, [CallerMemberName] string name = "") =>
        new(name, version, feature, argument => new BatchItem(name, path(argument), eventual), answer => parse(WellFormed.List(answer, isWhole: true)));

    /// <summary>A list with all its pages, one value for each object.</summary>
    public static GraphRead<IReadOnlyList<T>> Each<T>(
        GraphVersion? version, GraphFeature feature, Func<string, string> path, Func<JsonElement, T> parse, [CallerMemberName] string name = "") =>
        List<IReadOnlyList<T>>(version, feature, path, items => [.. items.Select(parse)], name: name);

    /// <summary>One page of a list; the parser is given the page as well, which knows whether there are more.</summary>
    public static GraphRead<T> Page<T>(
        GraphVersion? version, GraphFeature feature, Func<string, string> path, Func<IReadOnlyList<JsonElement>, JsonElement, T> parse, bool eventual = false, [CallerMemberName] string name = "") =>
        new(
            name,
            version,
            feature,
            argument => new BatchItem(name, path(argument), eventual, FollowsPages: false),
            answer => parse(WellFormed.List(answer, isWhole: false), answer.Bodies[0]));

    public static GraphRead<T> Object<T>(
        GraphVersion? version, GraphFeature feature, Func<string, string> path, Func<JsonElement, T> parse, [CallerMemberName] string name = "") =>
        new(name, version, feature, argument => new BatchItem(name, path(argument), FollowsPages: false), answer => parse(WellFormed.Object(answer)));

    public static GraphRead<T> Report<T>(string action, Func<string, string> body, Func<BatchAnswer, T> parse, [CallerMemberName] string name = "") =>
        new(
            name,
            GraphVersion.Beta,
            GraphFeature.PolicyReports,
            id => new BatchItem(name, $"/deviceManagement/reports/{action}", FollowsPages: false, ReportBody: body(id)),
            parse);
}
