using System.Collections.Frozen;
using System.Text;

namespace PinResetPortal.Core.Troubleshooting.Text;

/// <summary>Takes HTML and escapes out of pasted text. What is not known markup stays as it is: <c>&lt;redacted&gt;</c> for example.</summary>
internal static class Markup
{
    private const int LongestName = 10;

    private static readonly FrozenSet<string> Inline = new[]
    {
        "a", "b", "big", "body", "code", "em", "font", "head", "html", "i", "img", "link", "meta", "o:p", "pre", "samp", "small", "span", "strong", "style", "sub",
        "sup", "table", "tbody", "thead", "title", "tt", "u", "wbr",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Breaks = new[]
    {
        "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "section", "tr", "ul",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, char> Entities = new Dictionary<string, char>(StringComparer.OrdinalIgnoreCase)
    {
        ["nbsp"] = ' ',
        ["amp"] = '&',
        ["lt"] = '<',
        ["gt"] = '>',
        ["quot"] = '"',
        ["apos"] = '\'',
        ["rsquo"] = '\'',
        ["lsquo"] = '\'',
        ["ldquo"] = '"',
        ["rdquo"] = '"',
        ["ndash"] = '-',
        ["mdash"] = '-',
        ["colon"] = ':',
        ["ensp"] = ' ',
        ["emsp"] = ' ',
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> InlineNames = Inline.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BreakNames = Breaks.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> EntityNames = Entities.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the text writes its line breaks as <c>\n</c> (a JSON string) rather than as breaks.</summary>
    public static bool WritesBreaksAsEscapes(string text)
    {
        var escaped = 0;
        for (var at = text.IndexOf("\\n", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\\n", at + 2, StringComparison.Ordinal))
        {
            escaped++;
        }

        return escaped > 0 && (text.Contains("\\r\\n", StringComparison.Ordinal) || escaped > text.AsSpan().Count('\n'));
    }

    /// <returns>How many characters the tag has; 0 when it is none that we know.</returns>
    public static int Tag(string text, int at, StringBuilder clean)
    {
        var rest = text.AsSpan(at + 1);
        var closing = rest.StartsWith("/", StringComparison.Ordinal);
        var name = rest[(closing ? 1 : 0)..];
        var length = NameLength(name);
        if (length is 0 or > LongestName)
        {
            return 0;
        }

        name = name[..length];
        var cell = name is "td" or "th" or "TD" or "TH";
        var breaks = BreakNames.Contains(name);
        if (!cell && !breaks && !InlineNames.Contains(name))
        {
            return 0;
        }

        // A tag ends before the next one begins, so that a text of nothing but brackets is read once.
        var end = rest.IndexOfAny('>', '<');
        if (end < 0 || rest[end] == '<')
        {
            return 0;
        }

        if (cell && closing)
        {
            clean.Append('\t');
        }
        else if (breaks)
        {
            clean.Append('\n');
        }

        return end + 2;
    }

    public static int Entity(string text, int at, StringBuilder clean)
    {
        var rest = text.AsSpan(at + 1, Math.Min(9, text.Length - at - 1));
        var end = rest.IndexOf(';');
        if (end <= 0)
        {
            return 0;
        }

        var name = rest[..end];
        if (EntityNames.TryGetValue(name, out var character) || IsNumber(name, out character))
        {
            clean.Append(character);
            return end + 2;
        }

        return 0;
    }

    public static int EscapedBreak(string text, int at, StringBuilder clean)
    {
        switch (at + 1 < text.Length ? text[at + 1] : '\0')
        {
            case 'n':
                clean.Append('\n');
                return 2;
            case 'r':
                return 2;
            case 't':
                clean.Append('\t');
                return 2;
            case '"':
                clean.Append('"');
                return 2;
            default:
                return 0;
        }
    }

    private static int NameLength(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && length <= LongestName && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == ':'))
        {
            length++;
        }

        return length;
    }

    private static bool IsNumber(ReadOnlySpan<char> name, out char character)
    {
        character = '\0';
        if (name is not ['#', .. var digits])
        {
            return false;
        }

        var parsed = digits is ['x' or 'X', .. var hex]
            ? int.TryParse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)
            : int.TryParse(digits, System.Globalization.NumberStyles.None, null, out code);
        if (!parsed || code is < 9 or > 0xD7FF)
        {
            return false;
        }

        character = code is 160 ? ' ' : code is 8217 ? '\'' : (char)code;
        return true;
    }
}
