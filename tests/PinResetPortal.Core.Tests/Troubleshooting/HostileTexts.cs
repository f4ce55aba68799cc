using System.Text;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting;

/// <summary>Texts of the greatest size that is accepted, each against one reader.</summary>
internal static class HostileTexts
{
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>
    {
        ["one endless line"] = () => Repeat("a"),
        ["one endless number"] = () => Repeat("8"),
        ["blanks"] = () => Repeat(" "),
        ["line breaks"] = () => Repeat("\n"),
        ["colons"] = () => Repeat(":"),
        ["blanks before colons"] = () => Repeat("                                                : "),
        ["names without end"] = () => Repeat("Server Error Description "),
        ["names with colons"] = () => Repeat("AzureAdJoined:"),
        ["fields without breaks"] = () => Repeat("NgcSet : YES "),
        ["fields"] = () => Repeat("CanReset : DestructiveOnly\n"),
        ["work accounts"] = () => Repeat("| Work Account 1 |\nWorkplaceTenantId : x\n"),
        ["bars"] = () => Repeat("|"),
        ["opening brackets"] = () => Repeat("<"),
        ["half tags"] = () => Repeat("<br "),
        ["scripts"] = () => Repeat("<script>alert(1)</script>"),
        ["entities"] = () => Repeat("&nbsp;"),
        ["half entities"] = () => Repeat("&#x"),
        ["control characters"] = () => Repeat("\u0001\u0000\u001b[31m"),
        ["backslashes"] = () => Repeat("\\n"),
        ["sign-in codes"] = () => Repeat("AADSTS65001 "),
        ["letters of sign-in codes"] = () => Repeat("AADSTS"),
        ["unknown sign-in codes"] = () => Numbered(number => $"AADSTS{100_000 + number} "),
        ["error code labels"] = () => Numbered(number => $"\"errorCode\":{10_000 + number},"),
        ["hex"] = () => Repeat("0x801C9999 "),
        ["short words"] = () => Repeat("CAA "),
        ["phrases"] = () => Repeat("we can't open that page right now "),
        ["half phrases"] = () => Repeat("something went "),
        ["dashes"] = () => Repeat("-"),
        ["guids"] = () => Numbered(number => $"correlation id {new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)} "),
        ["times"] = () => Numbered(number => $"2026-11-22 10:{number % 60:D2}:00 "),
        ["half times"] = () => Repeat("2026-11-22 "),
        ["surrogates and accents"] = () => Repeat("𝔘\u0301"),
    };

    private static string Repeat(string piece) => Numbered(_ => piece);

    private static string Numbered(Func<int, string> piece)
    {
        var text = new StringBuilder(PastedText.MaxBytes);
        var bytes = 0;
        for (var number = 0; ; number++)
        {
            var next = piece(number);
            var size = Encoding.UTF8.GetByteCount(next);
            if (bytes + size > PastedText.MaxBytes)
            {
                return text.Append('x', PastedText.MaxBytes - bytes).ToString();
            }

            text.Append(next);
            bytes += size;
        }
    }
}
