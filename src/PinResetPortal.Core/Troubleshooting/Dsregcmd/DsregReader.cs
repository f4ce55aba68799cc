using System.Buffers;

namespace PinResetPortal.Core.Troubleshooting.Dsregcmd;

/// <summary>
/// Reads the output of <c>dsregcmd /status</c> out of any text: with or without its boxes, with lost or doubled line breaks, as a
/// table, in JSON, cut off or with values taken out. It looks for the names of the fields and nothing else, so the language of the
/// console around it does not matter. One pass over the separators, each with a bounded look back: linear in time.
/// </summary>
public static class DsregReader
{
    /// <summary>Characters that may stand between a name and its value.</summary>
    private static readonly SearchValues<char> Separators = SearchValues.Create(":\t=;");

    private const int LongestNextLine = 64;

    /// <summary>An output has less than a hundred lines; who pastes ten of them has the first one explained.</summary>
    private const int MostLines = 1000;

    private static readonly string[] GluedValues = ["YES", "NO", "SUCCESS", "PASSED", "DestructiveOnly", "NonDestructive", "PRESENT", "organizations", ")", "}", "]", "="];

    /// <param name="text">Cleaned text (<see cref="PinResetPortal.Core.Troubleshooting.Text.PastedText"/>).</param>
    /// <returns>Null when there is no such output in the text.</returns>
    public static DsregReading? Read(string text) => ReadAsWritten(text) ?? (DsregWords.WithColons(text) is { } mended ? ReadAsWritten(mended) : null);

    private static DsregReading? ReadAsWritten(string text)
    {
        var found = Lines(text);
        if (!found.Any(line => line.Field.Strong && IsPlausible(line)))
        {
            return null;
        }

        var sections = SectionStarts(text);
        var (values, accounts, repeats) = Sort(found, sections);
        return new(values, accounts, Missing(values), DsregCaveats.For(text, values, accounts, repeats));
    }

    private static List<Line> Lines(string text)
    {
        var lines = new List<Line>();
        for (var at = text.AsSpan().IndexOfAny(Separators); at >= 0 && lines.Count < MostLines;)
        {
            if (NameBefore(text, at) is var (field, start) && (lines.Count == 0 || start >= lines[^1].ValueStart))
            {
                if (lines.Count > 0)
                {
                    lines[^1] = lines[^1].EndingAt(text, start);
                }

                lines.Add(new Line(field, start, AfterSeparators(text, at), ""));
            }

            var next = text.AsSpan(at + 1).IndexOfAny(Separators);
            at = next < 0 ? -1 : at + 1 + next;
        }

        if (lines.Count > 0)
        {
            lines[^1] = lines[^1].EndingAt(text, text.Length);
        }

        return lines;
    }

    /// <summary>Looks back from a separator for the longest name that ends there.</summary>
    private static (DsregField Field, int Start)? NameBefore(string text, int separator)
    {
        Span<char> key = stackalloc char[48];
        var free = key.Length;
        (DsregField, int)? best = null;
        for (var at = separator - 1; at >= 0 && free > 0 && separator - at <= 96; at--)
        {
            var character = text[at];
            if (char.IsAsciiLetterOrDigit(character))
            {
                key[--free] = char.ToLowerInvariant(character);
                if (key.Length - free > DsregFields.LongestKey)
                {
                    break;
                }

                var begins = at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]) || (char.IsAsciiLetterUpper(character) && IsGlued(text, at));
                if (begins && DsregFields.Find(key[free..]) is { } field)
                {
                    best = (field, at);
                }
            }
            else if (character is not (' ' or '-' or '_' or '"' or '\'' or '*' or '`') && !(character == '\t' && free == key.Length))
            {
                break;
            }
        }

        return best;
    }

    /// <summary>A lost line break: the value of the line before ends where the name begins.</summary>
    private static bool IsGlued(string text, int at)
    {
        var before = text.AsSpan(0, at);
        foreach (var value in GluedValues)
        {
            if (before.EndsWith(value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return char.IsAsciiDigit(text[at - 1]);
    }

    private static int AfterSeparators(string text, int at)
    {
        while (at < text.Length && text[at] is ':' or '\t' or '=' or ';' or ' ')
        {
            at++;
        }

        return at;
    }

    private static bool IsPlausible(Line line) => line.Field.Kind switch
    {
        DsregValueKind.YesNo => line.Value is "YES" or "NO" || line.Value.StartsWith("YES ", StringComparison.Ordinal) || line.Value.StartsWith("NO ", StringComparison.Ordinal),
        DsregValueKind.Word => line.Value.Length is > 2 and <= 32 && char.IsAsciiLetter(line.Value[0]) && !line.Value.Contains(' '),
        _ => true,
    };

    private static List<(int At, string Section)> SectionStarts(string text)
    {
        var sections = new List<(int, string)>();
        for (var bar = text.IndexOf('|'); bar >= 0;)
        {
            var rest = text.AsSpan(bar + 1);
            var end = rest.IndexOfAny('|', '\n');
            if (end > 0 && DsregFields.SectionOf(rest[..end].Trim()) is { } section)
            {
                sections.Add((bar, section));
            }

            var next = rest.IndexOf('|');
            bar = next < 0 ? -1 : bar + 1 + next;
        }

        return sections;
    }

    private static (List<DsregValue> Values, List<DsregWorkAccount> Accounts, bool Repeats) Sort(List<Line> lines, List<(int At, string Section)> sections)
    {
        var (values, accounts, names) = (new List<DsregValue>(), new List<List<DsregValue>>(), new HashSet<string>(StringComparer.Ordinal));
        var (section, accountAt, repeats, isInAccount) = (0, -1, false, false);
        foreach (var line in lines)
        {
            while (section < sections.Count && sections[section].At < line.Start)
            {
                section++;
            }

            var box = section > 0 ? sections[section - 1] : default;
            var value = line.ToValue();
            isInAccount = line.Field.Section == DsregFields.WorkAccount || (isInAccount && DsregFields.IsAlsoOfWorkAccount(line.Field.Name));
            if (isInAccount)
            {
                // A new account begins with its box or, where the boxes are lost, with a name that is there already.
                if (accounts.Count == 0 || accounts[^1].Any(other => other.Name == value.Name) || (box.Section == DsregFields.WorkAccount && box.At != accountAt))
                {
                    accounts.Add([]);
                    accountAt = box.At;
                }

                accounts[^1].Add(value);
            }
            else if (names.Add(line.Field.Name))
            {
                values.Add(value);
            }
            else
            {
                repeats |= line.Field.Name is "AzureAdJoined" or "NgcSet";
            }
        }

        return (values, [.. accounts.Select((account, index) => new DsregWorkAccount(index + 1, account))], repeats);
    }

    private static List<string> Missing(List<DsregValue> values) =>
        [.. new[] { DsregFields.DeviceState, DsregFields.TenantDetails, DsregFields.UserState, DsregFields.SsoState, DsregFields.Prerequisites }
            .Where(section => !values.Any(value => value.Section == section))];

    private sealed record Line(DsregField Field, int Start, int ValueStart, string Value)
    {
        public Line EndingAt(string text, int end)
        {
            var raw = ValueStart < end ? text.AsSpan(ValueStart, end - ValueStart) : [];
            var lineEnd = raw.IndexOf('\n');
            var value = DsregWords.Trim(lineEnd < 0 ? raw : raw[..lineEnd]);
            if (value.Length == 0 && lineEnd >= 0)
            {
                // The line was broken between name and value. What follows an empty value is not taken for it: that has blanks in it.
                var below = raw[lineEnd..].Trim();
                var stop = below.IndexOf('\n');
                below = DsregWords.Trim(stop < 0 ? below : below[..stop]);
                var isValue = below.Length <= LongestNextLine && (Field.Kind != DsregValueKind.Text || !below.ContainsAny(' ', '>'));
                value = isValue ? below : value;
            }

            return this with { Value = DsregWords.InUsualForm(Field, value) };
        }

        public DsregValue ToValue() => new(Field.Section, Field.Name, Value, DsregWords.IsRedacted(Value));
    }
}
