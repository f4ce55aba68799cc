using System.Globalization;
using System.Text;

namespace PinResetPortal.Store.Schema;

/// <summary>Text as it is searched and sorted: lower case, without accents.</summary>
internal static class SearchableText
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }
}
