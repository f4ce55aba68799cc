using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting.Guide;

/// <summary>All entries of the guide. Refuses a mistake in the data when it is built, not when somebody looks.</summary>
public sealed class GuideCatalog
{
    private readonly Dictionary<string, GuideEntry> _byId;
    private readonly Dictionary<string, GuideEntry> _byCode;
    private readonly IReadOnlyList<(GuideEntry Entry, string Words)> _searchable;

    /// <exception cref="InvalidOperationException">The data have mistakes; every one of them is named.</exception>
    public GuideCatalog(CheckCatalog checks)
        : this(GuideFile.ReadAll().Concat(checks.All.Select(check => check.Cause is { } cause ? GuideEntry.Of(check.Id, cause) : null).OfType<GuideEntry>()), checks)
    {
    }

    /// <inheritdoc cref="GuideCatalog(CheckCatalog)"/>
    internal GuideCatalog(IEnumerable<GuideEntry> entries, CheckCatalog checks)
    {
        All = [.. entries];
        if (GuideRules.Mistakes(All, checks) is { Count: > 0 } mistakes)
        {
            throw new InvalidOperationException($"The guide has mistakes: {string.Join(" ", mistakes)}");
        }

        _byId = All.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        _byCode = All.SelectMany(entry => entry.Codes.Select(code => (code, entry))).ToDictionary(pair => pair.code, pair => pair.entry, StringComparer.OrdinalIgnoreCase);
        _searchable = [.. All.Select(entry => (entry, PastedText.WordsOf($"{entry.Title} {string.Join(' ', entry.Codes)} {string.Join(' ', entry.Phrases)} {entry.Meaning} {entry.Indicates}")))];
    }

    /// <summary>In the order of the families and of the files.</summary>
    public IReadOnlyList<GuideEntry> All { get; }

    public GuideEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <param name="code">As the recogniser writes it.</param>
    public GuideEntry? FindCode(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Whether a code is a step of a normal sign-in and says nothing about how it ended.</summary>
    /// <param name="code">As the recogniser writes it.</param>
    public bool IsInterrupt(string code) => FindCode(code) is { Interrupt: true };

    /// <summary>What an entry points to: its causes, or itself.</summary>
    public IReadOnlyList<GuideEntry> CausesOf(GuideEntry entry) => entry.Causes.Count == 0 ? [entry] : [.. entry.Causes.Select(id => _byId[id])];

    /// <summary>The checks that say something about an entry, directly or about one of its causes.</summary>
    public IReadOnlyList<string> ChecksOf(GuideEntry entry) =>
        [.. CausesOf(entry).SelectMany(cause => cause.Checks).Distinct(StringComparer.Ordinal)];

    /// <summary>Entries in which every word of the text occurs, those with it in title or code first. An empty text finds all.</summary>
    public IReadOnlyList<GuideEntry> Search(string? text)
    {
        var words = PastedText.WordsOf(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. _searchable
            .Where(item => words.All(word => item.Words.Contains(word, StringComparison.Ordinal)))
            .OrderBy(item => words.All(word => PastedText.WordsOf(item.Entry.Title).Contains(word, StringComparison.Ordinal)) ? 0 : 1)
            .Select(item => item.Entry)];
    }
}
