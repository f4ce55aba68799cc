using System.Globalization;
using System.Text;
using CsvHelper;

namespace PinResetPortal.Exporting;

/// <summary>
/// A table for spreadsheets, sent as it is written, however long it is. A cell that a spreadsheet would take for a formula gets an apostrophe before it
/// (https://owasp.org/www-community/attacks/CSV_Injection): names, tags and errors come from tenants and are not ours.
/// </summary>
public sealed class CsvTable : IAsyncDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int SentAtOnce = 32 * 1024;

    /// <summary>With their full-width and small forms, which spreadsheets read the same.</summary>
    private const string FormulaStarts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B";

    private readonly Stream _body;
    private readonly StringWriter _text = new(CultureInfo.InvariantCulture);
    private readonly CsvWriter _csv;

    public CsvTable(Stream body, string[] columns)
    {
        _body = body;
        _csv = CsvWriter.Create(_text, new CsvWriterOptions { FormatProvider = CultureInfo.InvariantCulture, Injection = CsvInjection.Escape }, leaveOpen: true);
        _csv.WriteRecord(columns);
    }

    public async Task WriteAsync(string[] cells, CancellationToken cancellationToken)
    {
        _csv.WriteRecord([.. cells.Select(Safe)]);
        if (_text.GetStringBuilder().Length >= SentAtOnce)
        {
            await SendAsync(cancellationToken);
        }
    }

    /// <summary>Sends what is left.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await _csv.FlushAsync(cancellationToken);
        await _body.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), cancellationToken);
        _text.GetStringBuilder().Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _csv.DisposeAsync();
        await _text.DisposeAsync();
    }

    /// <summary>Spreadsheets skip blanks, marks and control characters before a formula.</summary>
    internal static string Safe(string cell)
    {
        foreach (var character in cell)
        {
            if (!IsSkipped(character))
            {
                return FormulaStarts.Contains(character, StringComparison.Ordinal) ? $"'{cell}" : cell;
            }
        }

        return cell;
    }

    private static bool IsSkipped(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
