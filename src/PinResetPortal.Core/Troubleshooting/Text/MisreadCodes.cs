namespace PinResetPortal.Core.Troubleshooting.Text;

/// <summary>
/// Codes as a text recognition or a person wrote them: with blanks between the characters, an O for a zero, an l or I for a one, an S for a
/// five. So much is read into them that only codes of the guide count, and only where nothing else was found. One pass, each place with a bounded look ahead.
/// </summary>
internal static class MisreadCodes
{
    private const int LongestNumber = 7;

    private const int ShortestNumber = 5;

    /// <param name="text">Cleaned text.</param>
    /// <param name="isKnown">Whether the guide has an entry for a code.</param>
    /// <returns>In the order of the text, each once.</returns>
    public static IReadOnlyList<string> Find(string text, Func<string, bool> isKnown)
    {
        var found = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is 'C' or 'c' or 'A' or 'a' or '0' or 'O' or 'o' && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
                && At(text, at, isKnown) is { } code && !found.Contains(code))
            {
                found.Add(code);
            }
        }

        return found;
    }

    private static string? At(string text, int at, Func<string, bool> isKnown)
    {
        var cursor = at;
        if (Takes(text, ref cursor, "CAA"))
        {
            return Hex(text, ref cursor, 5) is { } digits && isKnown($"CAA{digits}") ? $"CAA{digits}" : null;
        }

        cursor = at;
        if (Takes(text, ref cursor, "AADST") && Next(text, ref cursor) is 'S' or 's' or '5' or '$')
        {
            return SignIn(text, cursor, isKnown);
        }

        cursor = at;
        if (Next(text, ref cursor) is '0' or 'O' or 'o' && Next(text, ref cursor) is 'x' or 'X' && Hex(text, ref cursor, 8) is { } hex)
        {
            var code = hex.StartsWith("CAA", StringComparison.Ordinal) ? hex : $"0x{hex}";
            return isKnown(code) ? code : null;
        }

        return null;
    }

    /// <summary>The longest number that is a code and ends where its digits do: what follows behind a blank may be something else.</summary>
    private static string? SignIn(string text, int cursor, Func<string, bool> isKnown)
    {
        var digits = "";
        string? best = null;
        while (digits.Length < LongestNumber && Next(text, ref cursor) is { } character && AsDigit(character) is { } digit)
        {
            digits += digit;
            var ends = cursor == text.Length || AsDigit(text[cursor]) is null;
            best = ends && digits.Length >= ShortestNumber && isKnown($"AADSTS{digits}") ? $"AADSTS{digits}" : best;
        }

        return best;
    }

    /// <returns>Null when there are fewer digits, or more.</returns>
    private static string? Hex(string text, ref int cursor, int length)
    {
        var digits = "";
        while (digits.Length < length && Next(text, ref cursor) is { } character && (char.IsAsciiHexDigit(character) ? character : AsDigit(character)) is { } digit)
        {
            digits += char.ToUpperInvariant(digit);
        }

        return digits.Length == length && (cursor == text.Length || text[cursor] is 'h' or 'H' || !char.IsAsciiLetterOrDigit(text[cursor])) ? digits : null;
    }

    private static bool Takes(string text, ref int cursor, string letters)
    {
        foreach (var letter in letters)
        {
            if (Next(text, ref cursor) is not { } character || char.ToUpperInvariant(character) != letter)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next character, behind one blank at most.</summary>
    private static char? Next(string text, ref int cursor)
    {
        if (cursor < text.Length && text[cursor] == ' ')
        {
            cursor++;
        }

        return cursor < text.Length ? text[cursor++] : null;
    }

    private static char? AsDigit(char character) => CodeScanner.AsDigit(character) ?? character switch
    {
        '|' => '1',
        'S' or 's' => '5',
        _ => null,
    };
}
