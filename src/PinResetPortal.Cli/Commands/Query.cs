using System.CommandLine;
using System.Globalization;

namespace PinResetPortal.Cli.Commands;

internal static class Query
{
    /// <returns>With its question mark; empty when nothing is given.</returns>
    public static string Of(IEnumerable<(string Name, string? Value)> parts)
    {
        var given = parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value ?? "")}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    /// <summary>--changed-since is changedSince in the API.</summary>
    public static string NameOf(Option option)
    {
        var words = option.Name.TrimStart('-').Split('-');
        return string.Concat(words.Select((word, place) => place == 0 ? word : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word)));
    }
}
