using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace PinResetPortal.Cli.Screens;

/// <summary>
/// Where a command writes and asks. The answer goes to the output, notes and questions go to the error stream, so that a pipe holds the
/// answer alone. With <see cref="Json"/> the answer is the API's, and what would be drawn besides becomes a note.
/// </summary>
internal sealed class Screen(TextReader input, TextWriter output, TextWriter error, bool json, bool somebodyIsThere)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public bool Json { get; } = json;

    /// <summary>False: the input is a file or a pipe, and nobody can be asked.</summary>
    public bool SomebodyIsThere { get; } = somebodyIsThere;

    private TextWriter Drawing => Json ? error : output;

    /// <summary>What the API answered; written with <see cref="Json"/> only.</summary>
    public void Answer(JsonNode body)
    {
        if (Json)
        {
            output.WriteLine(body.ToJsonString(Indented));
        }
    }

    /// <summary>A line of the answer for people.</summary>
    public void Line(string text = "") => Drawing.WriteLine(Plain(text));

    /// <summary>What happens meanwhile.</summary>
    public void Note(string text) => error.WriteLine(Plain(text));

    /// <summary>Columns as wide as they need to be; the last one runs on.</summary>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        string[][] lines = [[.. heads], .. rows.Select(row => row.Select(Plain).ToArray())];
        var widths = heads.Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        foreach (var line in lines)
        {
            Drawing.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    /// <returns>True only for a yes that somebody wrote.</returns>
    public async Task<bool> ConfirmsAsync(string question, CancellationToken cancellationToken)
    {
        await error.WriteAsync($"{Plain(question)} [y/N] ");
        var answer = await input.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    public Task<string> ReadInputAsync(CancellationToken cancellationToken) => input.ReadToEndAsync(cancellationToken);

    /// <summary>Names come from tenants: what would steer the terminal is not written.</summary>
    private static string Plain(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
