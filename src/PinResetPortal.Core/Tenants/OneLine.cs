using System.Globalization;
using System.Text;

namespace PinResetPortal.Core.Tenants;

/// <summary>Names come from tenants. In mails, cards and files each stays on its line and is read in the direction of the rest.</summary>
public static class OneLine
{
    /// <summary>Blanks for what begins a line or turns the direction of writing: else a name could forge a line, or a link of ours.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var forges = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
            line.Append(forges ? " " : rune.ToString());
        }

        return line.ToString();
    }
}
