using System.Text.RegularExpressions;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting.Guide;

/// <summary>What every entry of the guide has to keep.</summary>
internal static partial class GuideRules
{
    /// <returns>One sentence for each mistake.</returns>
    public static IReadOnlyList<string> Mistakes(IReadOnlyList<GuideEntry> entries, CheckCatalog checks)
    {
        var causes = entries.Where(entry => entry.Family == GuideFamily.Causes).Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Twice(entries.Select(entry => entry.Id), "The id {0} is there twice."),
            .. Twice(entries.SelectMany(entry => entry.Codes).Select(code => code.ToUpperInvariant()), "The code {0} belongs to two entries."),
            .. Twice(entries.SelectMany(entry => entry.Phrases).Select(PastedText.WordsOf), "The phrase '{0}' belongs to two entries."),
            .. entries.SelectMany(entry => OfOne(entry, causes, checks).Select(mistake => $"{entry.Id}: {mistake}")),
        ];
    }

    private static IEnumerable<string> OfOne(GuideEntry entry, HashSet<string> causes, CheckCatalog checks)
    {
        if (!Id().IsMatch(entry.Id))
        {
            yield return "an id is kebab-case.";
        }

        foreach (var (name, value) in new[] { ("title", entry.Title), ("meaning", entry.Meaning), ("indicates", entry.Indicates), ("nextStep", entry.NextStep), ("who", entry.Who) })
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return $"{name} is empty.";
            }
        }

        if (entry.Family == GuideFamily.Causes != (entry.Codes.Count + entry.Phrases.Count + entry.Fields.Count == 0))
        {
            yield return "a sign needs a code, a phrase or a field, and a cause has none.";
        }

        foreach (var code in entry.Codes.Where(code => CodeScanner.Scan(PastedText.Clean(code), _ => true).Codes is not [var only] || only != code))
        {
            yield return $"the code {code} is not written as the recogniser writes it.";
        }

        foreach (var phrase in entry.Phrases.Where(phrase => PastedText.WordsOf(phrase).Length < 4))
        {
            yield return $"the phrase '{phrase}' is too short.";
        }

        foreach (var field in entry.Fields.Keys.Concat(entry.Unless.Keys).Concat(entry.RuledOutByFields.Keys).Where(field => !DsregFields.IsKnown(field)))
        {
            yield return $"dsregcmd has no field {field}.";
        }

        foreach (var cause in entry.Causes.Where(cause => !causes.Contains(cause) || entry.Family == GuideFamily.Causes))
        {
            yield return $"there is no cause {cause}.";
        }

        foreach (var check in entry.Checks.Where(check => checks.Find(check) is null))
        {
            yield return $"there is no check {check}.";
        }

        if (entry.Causes.Count == 0 && !entry.Checks.Any() && string.IsNullOrWhiteSpace(entry.NotVisible))
        {
            yield return "name the checks that confirm it or rule it out, or say why there are none (notVisible).";
        }

        if (entry.ConsentPage && entry.App is null)
        {
            yield return "a consent page belongs to an application.";
        }

        if (entry.Explains && entry.Causes.Count > 0)
        {
            yield return "what only explains points to no cause.";
        }

        if (entry.Sources.Count == 0 || entry.Sources.Any(source => source.Scheme != Uri.UriSchemeHttps))
        {
            yield return "every entry has a source, and a source is an https address.";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> values, string sentence) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => string.Format(null, sentence, group.Key));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Id();
}
