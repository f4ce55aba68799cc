namespace PinResetPortal.Core.Troubleshooting.Dsregcmd;

/// <summary>Brings values into the form in which Windows writes them.</summary>
internal static class DsregWords
{
    /// <summary>No value that matters is longer; the rest of a very long line is of no use to anybody.</summary>
    private const int LongestValue = 2000;

    private const int LongestWord = 64;

    private static readonly string[] TakenOut = ["redact", "removed", "hidden", "anonym", "censored", "***", "xxxx", "█", "...", "…"];

    private static readonly string[] YesNo = ["YES", "NO"];

    /// <summary>Without blanks, quotes, commas and the rest of a box at its ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, LongestValue)];
        var box = value.IndexOf("+----", StringComparison.Ordinal);
        value = box < 0 ? value : value[..box];
        box = value.IndexOf("+-----", StringComparison.Ordinal);
        return (box < 0 ? value : value[..box]).Trim(" \t\n|\",'");
    }

    public static string InUsualForm(DsregField field, ReadOnlySpan<char> value)
    {
        var words = field.Kind switch
        {
            DsregValueKind.YesNo => YesNo,
            DsregValueKind.Word => field.Name == "CanReset" ? DsregFields.CanResetValues : DsregFields.PreReqValues,
            _ => null,
        };
        if (words is null || value.Length == 0)
        {
            return value.ToString();
        }

        var key = DsregFields.KeyOf(value[..Math.Min(value.Length, LongestWord)].ToString());
        if (field.Kind == DsregValueKind.YesNo && key is "true" or "false")
        {
            // A script made an object of it.
            return key == "true" ? "YES" : "NO";
        }

        return words.FirstOrDefault(word => DsregFields.KeyOf(word) == key) is { } exact ? exact.Replace(" ", "", StringComparison.Ordinal)
            : field.Kind == DsregValueKind.YesNo && WithRest(value) is { } withRest ? withRest
            : field.Name == "CanReset" && InASentence(value) is { } said ? said
            : value.ToString();
    }

    /// <summary>The colons that a text recognition lost: <c>NgcSet YES</c>, a known name and one of its words alone in a line.</summary>
    /// <returns>Null when there is no such line.</returns>
    public static string? WithColons(string text)
    {
        var lines = text.Split('\n');
        var mended = 0;
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].AsSpan().Trim();
            if (line.Length <= LongestWord && line.LastIndexOf(' ') is > 0 and var blank && DsregFields.Find(DsregFields.KeyOf(line[..blank].ToString())) is { Kind: not DsregValueKind.Text } field
                && (field.Kind == DsregValueKind.Word || InUsualForm(field, line[(blank + 1)..]) is "YES" or "NO"))
            {
                lines[index] = $"{field.Name} : {line[(blank + 1)..]}";
                mended++;
            }
        }

        return mended == 0 ? null : string.Join('\n', lines);
    }

    public static bool IsRedacted(string value) =>
        value.Length is > 0 and <= LongestWord && TakenOut.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>"CanReset : DestructiveOnly although the policy has arrived": a value that is a word of its own, and what somebody says of it.</summary>
    private static string? InASentence(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAny(' ', ',', ';');
        var first = end < 0 ? "" : DsregFields.KeyOf(value[..Math.Min(end, LongestWord)].ToString());
        return DsregFields.CanResetValues.FirstOrDefault(word => word.Contains("Destructive", StringComparison.Ordinal) && DsregFields.KeyOf(word) == first);
    }

    /// <summary><c>YES ( StateReady )</c>, or what is left when the line breaks were lost; null for "NO idea".</summary>
    private static string? WithRest(ReadOnlySpan<char> value)
    {
        var word = value.StartsWith("YES", StringComparison.OrdinalIgnoreCase) ? "YES" : value.StartsWith("NO", StringComparison.OrdinalIgnoreCase) ? "NO" : null;
        if (word is null || char.IsAsciiLetter(value[word.Length]))
        {
            return null;
        }

        var rest = value[word.Length..].Trim();
        return rest.StartsWith("(", StringComparison.Ordinal) ? $"{word} {rest}"
            : rest.ContainsAny(':', '|', '>') ? word
            : null;
    }
}
