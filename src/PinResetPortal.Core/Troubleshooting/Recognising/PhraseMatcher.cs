using System.Buffers;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting.Recognising;

/// <summary>Finds the phrases of the guide in the words of a text, so that case, punctuation, quotes and line breaks do not matter.</summary>
internal sealed class PhraseMatcher
{
    private readonly IReadOnlyList<(string Phrase, GuideEntry Entry)> _phrases;
    private readonly SearchValues<string> _any;

    public PhraseMatcher(IEnumerable<GuideEntry> entries)
    {
        _phrases = [.. entries.SelectMany(entry => entry.Phrases.Select(phrase => ($" {PastedText.WordsOf(phrase)} ", entry)))];
        _any = SearchValues.Create([.. _phrases.Select(pair => pair.Phrase)], StringComparison.Ordinal);
    }

    /// <param name="text">Cleaned text.</param>
    /// <returns>Each entry once, in the order of the text.</returns>
    public IReadOnlyList<GuideEntry> Find(string text)
    {
        ReadOnlySpan<char> words = $" {PastedText.WordsOf(text)} ";
        var found = new List<GuideEntry>();
        for (var at = words.IndexOfAny(_any); at >= 0;)
        {
            var rest = words[at..];
            foreach (var (phrase, entry) in _phrases)
            {
                if (rest.StartsWith(phrase, StringComparison.Ordinal) && !found.Contains(entry))
                {
                    found.Add(entry);
                }
            }

            var next = rest[1..].IndexOfAny(_any);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return found;
    }
}
