using System.Reflection;

namespace PinResetPortal.Components.Docs;

/// <summary>
/// The page of one check: <c>docs/checks/{id}.md</c>, which travels inside the assembly. Reads the few forms of Markdown that those
/// pages use: headings, paragraphs, lists, tables, and pictures, which it leaves out; inside a line see <see cref="InlineText"/>.
/// </summary>
public sealed record CheckDocument(string Title, IReadOnlyList<DocumentBlock> Blocks)
{
    /// <returns>Null when there is no page for this id.</returns>
    public static CheckDocument? Find(string checkId)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"docs/checks/{checkId}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    public static CheckDocument Parse(string markdown)
    {
        var title = "";
        var blocks = new List<DocumentBlock>();
        foreach (var part in markdown.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var lines = part.Split('\n');
            if (lines[0].StartsWith("# ", StringComparison.Ordinal))
            {
                title = lines[0][2..].Trim();
            }
            else if (lines[0].StartsWith("![", StringComparison.Ordinal))
            {
                // The picture shows the card that the reader comes from; it is for those who read the file elsewhere.
            }
            else if (lines[0].StartsWith("## ", StringComparison.Ordinal))
            {
                blocks.Add(new DocumentBlock.Heading(lines[0][3..].Trim()));
                if (lines.Length > 1)
                {
                    blocks.Add(BlockOf(lines[1..]));
                }
            }
            else
            {
                blocks.Add(BlockOf(lines));
            }
        }

        return new CheckDocument(title, blocks);
    }

    private static DocumentBlock BlockOf(string[] lines) => lines[0] switch
    {
        ['-', ' ', ..] => new DocumentBlock.Items(ItemsOf(lines)),
        ['|', ..] when lines.Length > 2 => new DocumentBlock.Table(CellsOf(lines[0]), [.. lines.Skip(2).Select(CellsOf)]),
        _ => new DocumentBlock.Paragraph(string.Join(' ', lines.Select(line => line.Trim()))),
    };

    /// <summary>A line that does not start with a dash goes on with the item before.</summary>
    private static List<string> ItemsOf(string[] lines)
    {
        var items = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                items.Add(line[2..].Trim());
            }
            else
            {
                items[^1] += " " + line.Trim();
            }
        }

        return items;
    }

    private static List<string> CellsOf(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
}

public abstract record DocumentBlock
{
    private DocumentBlock()
    {
    }

    public sealed record Heading(string Text) : DocumentBlock;

    public sealed record Paragraph(string Text) : DocumentBlock;

    public sealed record Items(IReadOnlyList<string> Texts) : DocumentBlock;

    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : DocumentBlock;
}
