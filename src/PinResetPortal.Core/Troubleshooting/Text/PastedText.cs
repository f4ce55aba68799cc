using System.Globalization;
using System.Text;

namespace PinResetPortal.Core.Troubleshooting.Text;

/// <summary>
/// What somebody pasted, cleaned of what mail programs, web pages and consoles do to text. It lives only as long as it is being
/// looked at: it is never stored and never logged. All work on it is linear in its length.
/// </summary>
public sealed class PastedText
{
    /// <summary>Bytes in UTF-8.</summary>
    public const int MaxBytes = 1024 * 1024;

    public const string TooLong = "The text is longer than 1 MB. Paste the part with the error, or the output of dsregcmd /status alone.";

    private PastedText(string value) => Value = value;

    /// <summary>The text with plain line breaks, plain quotes and no markup.</summary>
    public string Value { get; }

    /// <returns>Null when the text is longer than <see cref="MaxBytes"/>.</returns>
    public static PastedText? From(string text) =>
        text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes ? null : new PastedText(Clean(text));

    /// <summary>The words of a text in lower case, one blank between them, apostrophes left out: "We can't" is <c>we cant</c>.</summary>
    public static string WordsOf(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                words.Append(char.ToLowerInvariant(character));
            }
            else if (character is not ('\'' or '’' or '‘' or '`' or '´') && words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        return words.ToString().TrimEnd();
    }

    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var escapedBreaks = Markup.WritesBreaksAsEscapes(text);
        for (var at = 0; at < text.Length; at++)
        {
            var taken = text[at] switch
            {
                '<' => Markup.Tag(text, at, clean),
                '&' => Markup.Entity(text, at, clean),
                '\\' when escapedBreaks => Markup.EscapedBreak(text, at, clean),
                '\u00E2' or '\u0393' or '\u00C2' or '\u252C' => Mojibake(text, at, clean),
                _ => 0,
            };
            if (taken > 0)
            {
                at += taken - 1;
            }
            else if (Plain(text[at]) is { } plain)
            {
                clean.Append(plain);
            }
        }

        return clean.ToString();
    }

    /// <returns>The plain form of a character; null when it is left out.</returns>
    private static char? Plain(char character) => character switch
    {
        '\n' or '\t' => character,
        '\r' => null,
        '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' => '\n',
        < ' ' or (>= '\u007F' and <= '\u009F') => null,
        < '\u007F' => character,
        '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u00B4' => '\'',
        '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\u2033' => '"',
        (>= '\u2010' and <= '\u2015') or '\u2212' => '-',
        '\u2236' or '\uA789' => ':',
        '\u2502' or '\u2503' or '\u2551' => '|',
        >= '\u2500' and <= '\u257F' => '-',
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
        // U+FFFD: what a wrong decoder leaves of the zeros of UTF-16.
        '\uFEFF' or '\uFFFD' => null,
        _ => char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Format => null,
            UnicodeCategory.SpaceSeparator => ' ',
            _ => character,
        },
    };

    /// <summary>Quotes and hard blanks of UTF-8 that were read as Windows-1252 or as code page 437 or 850.</summary>
    private static int Mojibake(string text, int at, StringBuilder clean)
    {
        var rest = text.AsSpan(at);
        foreach (var (seen, meant) in Misread)
        {
            if (rest.StartsWith(seen, StringComparison.Ordinal))
            {
                clean.Append(meant);
                return seen.Length;
            }
        }

        return 0;
    }

    private static readonly (string Seen, char Meant)[] Misread =
    [
        ("\u00E2\u20AC\u2122", '\''), ("\u00E2\u20AC\u02DC", '\''), ("\u00E2\u20AC\u0153", '"'), ("\u00E2\u20AC\u009D", '"'), ("\u00E2\u20AC\u201C", '-'), ("\u00E2\u20AC\u201D", '-'),
        ("\u0393\u00C7\u00D6", '\''), ("\u0393\u00C7\u00FF", '\''), ("\u0393\u00C7\u00A3", '"'), ("\u0393\u00C7\u00A5", '"'),
        ("\u00C2\u00A0", ' '), ("\u252C\u00E1", ' '), ("\u252C\u00A0", ' '),
    ];
}
