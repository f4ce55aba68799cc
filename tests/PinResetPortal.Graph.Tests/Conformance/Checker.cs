using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PinResetPortal.Graph.Conformance;

/// <summary>
/// Holds an exchange to published types: every name must be one that its type has, and every value of its kind. Names with an at sign are
/// control information of OData (https://docs.oasis-open.org/odata/odata-json-format/v4.0/odata-json-format-v4.0.html), of which a few are known here.
/// </summary>
internal sealed partial class Checker(Schema published, IReadOnlyList<Exchange> exchanges)
{
    private static readonly HashSet<string> Annotations = ["odata.context", "odata.count", "odata.etag", "odata.id", "odata.nextLink", "odata.type"];

    /// <summary>
    /// In no schema, but documented elsewhere or seen from the real service, each with its source. For answers: the product sends none of them.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Exceptions = new Dictionary<string, string>
    {
        ["servicePrincipal.createdDateTime"] = "An open type; the answer of https://learn.microsoft.com/graph/api/serviceprincipal-get shows it.",
        ["deviceManagementConfigurationSettingInstance.auditRuleInformation"] = "Null on every setting instance that the real service answers since 2026; seen in exports of real tenants.",
    };

    /// <summary>A list of directory objects takes the names of all of them (https://learn.microsoft.com/graph/api/group-list-transitivemembers).</summary>
    private static readonly string[] DirectoryObjects = ["user", "group", "device", "servicePrincipal"];

    private readonly Schema _schema = new(published.Name, name => OwnShapes.Find(name) ?? published.Find(name));
    private readonly List<string> _violations = [];
    private bool _asks;

    public HashSet<string> ExceptionsUsed { get; } = [];

    /// <returns>The first violation of each kind, with path and type.</returns>
    public IReadOnlyList<string> Violations()
    {
        exchanges.ToList().ForEach(Check);
        return [.. _violations.Distinct()];
    }

    private void Check(Exchange exchange)
    {
        var (path, query) = exchange.Path.Split('?', 2) is [var before, var behind] ? (before, behind) : (exchange.Path, "");
        if (PartnerCenter().IsMatch(path))
        {
            Body(exchange.Request, OwnShapes.PartnerConsent, $"{exchange.Method} {path} asks");
            Body(exchange.Answer, exchange.Status < 400 ? OwnShapes.PartnerConsent : OwnShapes.PartnerError, $"{exchange.Method} {path} answers");
            return;
        }

        if (GraphTarget.Of(_schema, path[(path.IndexOf('/', 1) + 1)..]) is not { } target)
        {
            Report($"{exchange.Method} {path}", "no published type knows this path");
            return;
        }

        var place = $"{exchange.Method} {path.Split('/')[1]}/{target.Shape}";
        Options(query, target, place);
        var (asks, answers) = Bodies(target, place);
        _asks = true;
        if (target.Action == "assign")
        {
            Assign(exchange.Request, target.Type, $"{place} asks");
        }
        else if (exchange.Request is not null)
        {
            Body(exchange.Request, asks, $"{place} asks");
        }

        _asks = false;

        if (exchange.Status >= 400)
        {
            Body(exchange.Answer, OwnShapes.Error, $"{place} answers {exchange.Status}");
        }
        else if (exchange.Answer is not null && target.Action != "$count")
        {
            if (answers is null)
            {
                Report($"{place} answers", "no body is documented");
                return;
            }

            Answer(exchange, target, answers, $"{place} answers");
        }
    }

    private (string Asks, string? Answers) Bodies(GraphTarget target, string place)
    {
        if (target.Action is not { } name || name == "$count")
        {
            return (target.Type, target.Type);
        }

        if (OwnShapes.Action(name) is not { } action)
        {
            Report(place, $"'{name}' is neither a property of {target.Type} nor a known action");
            return ("own.nothing", null);
        }

        return (action.Parameters, action.Answer == "own.self" ? target.Type : action.Answer);
    }

    private void Answer(Exchange exchange, GraphTarget target, string type, string place)
    {
        var isList = type == "own.assignments" || (target.Many && exchange.Method == "GET");
        if (!isList)
        {
            Body(exchange.Answer, type, place);
            return;
        }

        if (exchange.Answer is not JsonObject page || page["value"] is not JsonArray items)
        {
            Report(place, "a list has 'value'");
            return;
        }

        foreach (var (name, _) in page.Where(property => property.Key != "value"))
        {
            Annotation(name, target.Type, null, place);
        }

        var of = type == "own.assignments" ? _schema.MemberOf(target.Type, "assignments")?.Type : type;
        if (of is null)
        {
            Report(place, $"{target.Type} has no assignments");
            return;
        }

        foreach (var item in items)
        {
            Body(item, of, $"{place} value");
        }
    }

    /// <summary>What is chosen by name must be there.</summary>
    private void Options(string query, GraphTarget target, string place)
    {
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).Where(option => option is ["$select" or "$expand", _]))
        {
            foreach (var name in Nested().Replace(option[1], "").Split(','))
            {
                var (type, part) = name.Contains('/', StringComparison.Ordinal) ? (name.Split('/')[0]["microsoft.graph.".Length..], name.Split('/')[1]) : (target.Type, name);
                if (!type.Equals("directoryObject", StringComparison.OrdinalIgnoreCase) || !DirectoryObjects.Any(one => _schema.MemberOf(one, part) is not null))
                {
                    Known(type, part, $"{place} {option[0]}");
                }
            }
        }
    }

    private void Body(JsonNode? node, string type, string place)
    {
        if (node is not JsonObject body)
        {
            Report(place, $"{type} is an object, and this is {Words(node)}");
            return;
        }

        var actual = TypeOf(body, type, place);
        foreach (var (name, value) in body)
        {
            if (name.Contains('@', StringComparison.Ordinal))
            {
                Annotation(name, actual, value, place);
            }
            else if (Known(actual, name, place) is { } member)
            {
                Value(value, member, $"{place} {name}");
            }
        }
    }

    private void Assign(JsonNode? node, string type, string place)
    {
        var parameter = OwnShapes.AssignmentsOf(_schema, type);
        if (node is not JsonObject { Count: 1 } body || body[parameter] is not JsonArray || _schema.MemberOf(type, "assignments") is not { } member)
        {
            Report(place, $"it takes one list '{parameter}', and this is {Words(node)}");
            return;
        }

        Value(body[parameter], member, $"{place} {parameter}");
    }

    private string TypeOf(JsonObject body, string declared, string place)
    {
        if (body["@odata.type"] is not JsonValue value || !value.TryGetValue<string>(out var name))
        {
            return declared;
        }

        var type = TypeNames().Match(name) is { Success: true } match ? match.Groups[1].Value : name;
        if (_schema.Find(type) is not { } found)
        {
            Report(place, $"there is no type {name}");
            return declared;
        }

        if (!_schema.IsA(found.Name, declared))
        {
            Report(place, $"{name} is no {declared}");
        }

        return found.Name;
    }

    private void Value(JsonNode? value, Member member, string place)
    {
        if (value is null || member.Kind == ValueKind.Anything)
        {
            return;
        }

        if (!member.Many)
        {
            One(value, member, place);
        }
        else if (value is JsonArray list)
        {
            foreach (var item in list)
            {
                One(item, member, place);
            }
        }
        else
        {
            Report(place, $"it is a list, and this is {Words(value)}");
        }
    }

    private void One(JsonNode? value, Member member, string place)
    {
        if (member is { Kind: ValueKind.Object, Type: { } type })
        {
            Body(value, type, place);
            return;
        }

        var isOfKind = (member.Kind, value?.GetValueKind()) is (ValueKind.Text, JsonValueKind.String) or (ValueKind.Number, JsonValueKind.Number) or (ValueKind.Flag, JsonValueKind.True or JsonValueKind.False);
        if (!isOfKind)
        {
            Report(place, $"it is {member.Kind}, and this is {Words(value)}");
        }
        else if (member.Words is { } words && value!.GetValue<string>().Split(',').Where(word => !words.Contains(word.Trim())).ToList() is { Count: > 0 } unknown)
        {
            Report(place, $"'{string.Join(',', unknown)}' is none of {string.Join(", ", words.Take(12))}");
        }
    }

    private void Annotation(string name, string type, JsonNode? value, string place)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (!Annotations.Contains(name[(at + 1)..]))
        {
            Report(place, $"'{name}' is no known annotation");
        }
        else if (at > 0)
        {
            Known(type, name[..at], place);
        }
        else if (name == "@odata.count" && value is not null && value.GetValueKind() != JsonValueKind.Number)
        {
            Report(place, "@odata.count is a number");
        }
    }

    private Member? Known(string type, string name, string place)
    {
        if (_schema.MemberOf(type, name) is { } member)
        {
            return member;
        }

        if (!_asks && Exceptions.Keys.FirstOrDefault(exception => exception.Split('.')[1] == name && _schema.IsA(type, exception.Split('.')[0])) is { } known)
        {
            ExceptionsUsed.Add(known);
        }
        else
        {
            Report(place, $"{type} has no '{name}'");
        }

        return null;
    }

    private void Report(string place, string words) => _violations.Add($"{published.Name}: {place}: {words}");

    private static string Words(JsonNode? node) => node?.ToJsonString() is { } text ? text[..Math.Min(60, text.Length)] : "null";

    [GeneratedRegex(@"^/v1/customers/[^/]+/applicationconsents")]
    private static partial Regex PartnerCenter();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Nested();

    [GeneratedRegex(@"^#?microsoft\.graph\.(\w+)$")]
    private static partial Regex TypeNames();
}
