using System.Text;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// The columns of one report and how a request selects, filters, searches, sorts and pages them
/// (https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getconfigurationpolicynoncompliancereport). The order of
/// columns differs from tenant to tenant, and is not the one that was asked for: clients must read by <c>Schema</c>.
/// </summary>
/// <param name="localised">Columns that come with a second one for people, <c>NAME_loc</c>.</param>
internal sealed class ReportShape(string columns, string numbers, string localised = "")
{
    private const int DefaultTop = 50;
    private readonly IReadOnlySet<string> _columns = EntityType.Names(columns);
    private readonly IReadOnlySet<string> _numbers = EntityType.Names(numbers);
    private readonly IReadOnlySet<string> _localised = EntityType.Names(localised);

    public GraphAnswer Answer(GraphCall call, IEnumerable<JsonObject> source)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        var body = call.Body;
        BodyRules.Known(body, "name select search groupBy orderBy skip top sessionId filter", "report");
        BodyRules.Kinds(body, texts: "name search sessionId filter", collections: "select groupBy orderBy");
        var rows = Sorted(body, Found(body, Filtered(body, source))).ToList();
        var shown = Columns(call, body);
        var page = rows.Skip(Whole(body, "skip") ?? 0).Take(Whole(body, "top") ?? DefaultTop);
        return Streamed(new JsonObject
        {
            ["TotalRowCount"] = rows.Count,
            ["Schema"] = new JsonArray([.. shown.Select(column => new JsonObject { ["Column"] = column, ["PropertyType"] = _numbers.Contains(column) ? "Int32" : "String" })]),
            ["Values"] = new JsonArray([.. page.Select(row => new JsonArray([.. shown.Select(column => row[column]?.DeepClone())]))]),
            ["SessionId"] = body.Text("sessionId") ?? "",
        });
    }

    /// <summary>
    /// The actions return <c>Edm.Stream</c> (https://graph.microsoft.com/beta/$metadata): a file that holds JSON
    /// (https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2088), no JSON answer.
    /// </summary>
    private static GraphAnswer Streamed(JsonObject report) => new(
        200,
        null,
        new Dictionary<string, string> { ["Content-Disposition"] = "attachment; filename=\"IntuneReport.json\"" },
        Stream: Encoding.UTF8.GetBytes(report.ToJsonString()));

    private IEnumerable<JsonObject> Filtered(JsonObject body, IEnumerable<JsonObject> rows)
    {
        if (body.Text("filter") is not { Length: > 0 } filter)
            return rows;
        FilterNode node;
        try
        {
            node = FilterParser.Parse(filter);
        }
        catch (GraphRefusal refusal)
        {
            throw GraphRefusal.IntuneBadRequest(refusal.Message);
        }

        RequireColumns(node);
        return rows.Where(row => FilterEvaluator.Matches(node, row));
    }

    private static IEnumerable<JsonObject> Found(JsonObject body, IEnumerable<JsonObject> rows) => body.Text("search") is { Length: > 0 } search
        ? rows.Where(row => row.Any(property => property.Value?.ToString().Contains(search, StringComparison.OrdinalIgnoreCase) == true))
        : rows;

    private IEnumerable<JsonObject> Sorted(JsonObject body, IEnumerable<JsonObject> rows)
    {
        if (body["orderBy"] is not JsonArray { Count: > 0 } order || order[0]?.ToString().Split(' ') is not { } words)
            return rows;
        var column = Required(words[0]);
        return words.Length > 1 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase)
            ? rows.OrderByDescending(row => row[column]?.ToString(), StringComparer.OrdinalIgnoreCase)
            : rows.OrderBy(row => row[column]?.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    private List<string> Columns(GraphCall call, JsonObject body)
    {
        IEnumerable<string> wanted = body["select"] is JsonArray { Count: > 0 } select ? [.. select.Select(name => Required(name?.ToString() ?? ""))] : _columns;
        var all = wanted.SelectMany(column => _localised.Contains(column) ? (string[])[column, column + "_loc"] : [column]).Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. all.OrderBy(column => OrderOf(call.Tenant.Id, column))];
    }

    private void RequireColumns(FilterNode node)
    {
        switch (node)
        {
            case FilterNode.Or or:
                RequireColumns(or.Left);
                RequireColumns(or.Right);
                break;
            case FilterNode.And and:
                RequireColumns(and.Left);
                RequireColumns(and.Right);
                break;
            case FilterNode.Not not:
                RequireColumns(not.Inner);
                break;
            case FilterNode.Compare compare:
                RequireColumn(compare.Left);
                RequireColumn(compare.Right);
                break;
            case FilterNode.In @in:
                RequireColumn(@in.Left);
                break;
            case FilterNode.Text text:
                RequireColumn(text.Left);
                break;
            default:
                throw GraphRefusal.IntuneBadRequest("The filter of the report is not supported.");
        }
    }

    private void RequireColumn(Operand operand)
    {
        if (operand is Operand.Cased cased)
            RequireColumn(cased.Inner);
        else if (operand is Operand.Property property)
            Required(property.Path);
    }

    private string Required(string name) => _columns.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw GraphRefusal.IntuneBadRequest($"Column {name} does not exist in this report.");

    /// <summary>A stable order of this tenant's own.</summary>
    private static int OrderOf(Guid tenant, string column) => column.Aggregate(
        BitConverter.ToInt32(tenant.ToByteArray(), 0) ^ BitConverter.ToInt32(tenant.ToByteArray(), 12),
        (hash, letter) => unchecked((hash * 31) ^ (letter * 16777619)));

    private static int? Whole(JsonObject body, string name) => FilterEvaluator.Plain(body[name]) is decimal number ? (int)number : null;
}
