using System.Globalization;
using System.Text;

namespace PinResetPortal.Components.Shared;

/// <summary>Writes a ticket line by line, plain or in Markdown; whatever comes from elsewhere is escaped there.</summary>
internal sealed class TicketText
{
    private readonly StringBuilder _text = new();
    private readonly bool _markdown;

    private TicketText(bool markdown) => _markdown = markdown;

    public static TicketText Plain() => new(markdown: false);

    public static TicketText Markdown() => new(markdown: true);

    public static string At(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public void Title(string title) => Write(Strong(title));

    public void Line(string line) => Write(Escaped(line));

    /// <summary>A title with lines under it; nothing when there are none.</summary>
    public void Part(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Write("");
        Write(Strong(title));
        foreach (var line in lines)
        {
            Write("- " + Escaped(line));
        }
    }

    public void Link(Uri link)
    {
        Write("");
        Write(_markdown ? $"<{link.AbsoluteUri}>" : link.AbsoluteUri);
    }

    public override string ToString() => _text.ToString();

    private void Write(string line) => _text.Append(line).Append('\n');

    private string Strong(string title) => _markdown ? $"**{Escaped(title)}**" : title;

    /// <summary>Keeps what was pasted or read from becoming links, pictures or markup in the ticket.</summary>
    private string Escaped(string text)
    {
        if (!_markdown)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '(' or ')' or '#' or '!' or '|')
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
