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

    /// <returns>Null when the answer is no report.</returns>
    public static ReportTable? Read(JsonElement? answer)
    {
        if (Unwrap(answer) is not { } report || report.At("Schema") is not { ValueKind: JsonValueKind.Array } schema)
        {
            return null;
        }

        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, index) in schema.EnumerateArray().Select((column, index) => (column, index)))
        {
            if (column.Text("Column") is { } name)
            {
                columns.TryAdd(name, index);
            }
        }

        var rows = report.Items("Values").Where(row => row.ValueKind == JsonValueKind.Array).ToList();
        return new(columns, rows, Math.Max(report.Number("TotalRowCount") ?? 0, rows.Count));
    }

    /// <summary>The cell as text; null when the column or the cell is not there.</summary>
    public string? Cell(JsonElement row, string column) =>
        _columns.TryGetValue(column, out var index) && index < row.GetArrayLength() ? row[index].Literal() : null;

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

        try
        {
            return text.TryGetBytesFromBase64(out var bytes)
                ? JsonSerializer.Deserialize<JsonElement>(bytes)
                : JsonSerializer.Deserialize<JsonElement>(text.GetString() ?? "null");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
