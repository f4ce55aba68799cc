using System.Text.Json;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The answer of one of Intune's report actions: <c>Schema</c> names the columns, <c>Values</c> has the rows. Columns come in any order
/// and never only those that were asked for, so a cell is found by its column's name. Report actions answer a stream
/// (https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getconfigurationpolicynoncompliancereport), which
/// inside a $batch may come as base64 text.
/// </summary>
internal sealed class ReportTable
{
    private readonly Dictionary<string, int> _columns;

    private ReportTable(Dictionary<string, int> columns, IReadOnlyList<JsonElement> rows, int total)
    {
        _columns = columns;
        Rows = rows;
        Total = total;
    }

    public IReadOnlyList<JsonElement> Rows { get; }

    /// <summary>How many rows there are in all; never fewer than <see cref="Rows"/>.</summary>
    public int Total { get; }

    public static ReportTable Read(JsonElement? answer)
    {
        if (Unwrap(answer) is not { } report || report.At("error") is not null)
        {
            throw StrictJson.Wrong("The report");
        }

        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, index) in report.NeededItems("Schema").Select((column, index) => (column, index)))
        {
            columns.TryAdd(column.NeededText("Column"), index);
        }

        var rows = report.NeededItems("Values").ToList();
        var total = report.Number("TotalRowCount") ?? throw StrictJson.Wrong("TotalRowCount");
        return rows.TrueForAll(IsRow) ? new(columns, rows, Math.Max(total, rows.Count)) : throw StrictJson.Wrong("Values");
    }

    /// <summary>Fails when there are rows, but none of the columns that say what they are about.</summary>
    public ReportTable Needing(params string[] anyOf) => Rows.Count == 0 || anyOf.Any(_columns.ContainsKey) ? this : throw StrictJson.Wrong(anyOf[0]);

    /// <summary>The cell as text; null when the column or the cell is not there.</summary>
    public string? Cell(JsonElement row, string column) =>
        _columns.TryGetValue(column, out var index) && index < row.GetArrayLength() ? row[index].Literal() : null;

    /// <summary>The cell of a column that has texts only.</summary>
    public string? Text(JsonElement row, string column) =>
        !_columns.TryGetValue(column, out var index) || index >= row.GetArrayLength() ? null
        : row[index].ValueKind is JsonValueKind.String or JsonValueKind.Null ? row[index].GetString() : throw StrictJson.Wrong(column);

    private static bool IsRow(JsonElement row) =>
        row.ValueKind == JsonValueKind.Array && row.EnumerateArray().All(cell => cell.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array));

    private static JsonElement? Unwrap(JsonElement? answer)
    {
        if (answer is { ValueKind: JsonValueKind.Object } body && body.At("Schema") is null && body.At("value") is { ValueKind: JsonValueKind.String } inner)
        {
            answer = inner;
        }

        if (answer is not { ValueKind: JsonValueKind.String } text)
        {
            return answer;
        }

        return text.TryGetBytesFromBase64(out var bytes)
            ? JsonSerializer.Deserialize<JsonElement>(bytes)
            : JsonSerializer.Deserialize<JsonElement>(text.GetString() ?? "null");
    }
}
