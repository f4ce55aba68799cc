using System.Globalization;
using System.Text;

namespace PinResetPortal.Benchmarks.Reporting;

/// <summary>A table as docs/benchmarks.md holds it.</summary>
internal sealed class MarkdownTable(string title, params string[] columns)
{
    private readonly List<string> _rows = [];

    public void Add(params IFormattable[] cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns.", nameof(cells));
        }

        _rows.Add(Line(cells.Select(cell => cell.ToString(null, CultureInfo.InvariantCulture))));
    }

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine().AppendLine(title).AppendLine().AppendLine(Line(columns)).AppendLine(Line(columns.Select((_, index) => index == 0 ? "---" : "--:")));
        _rows.ForEach(row => text.AppendLine(row));
        return text.ToString();
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
