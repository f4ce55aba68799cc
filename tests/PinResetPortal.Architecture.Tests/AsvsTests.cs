using System.Text.RegularExpressions;

namespace PinResetPortal.Architecture;

/// <summary><c>docs/asvs.md</c> answers every requirement, and the tests that it names are there.</summary>
public sealed partial class AsvsTests
{
    /// <summary>The numbers of levels 1 and 2 in ASVS 5.0.0 (https://github.com/OWASP/ASVS/tree/v5.0.0/5.0).</summary>
    private const string Standard = """
        1.1.1-1.1.2, 1.2.1-1.2.9, 1.3.1-1.3.11, 1.4.1-1.4.3, 1.5.1-1.5.2,
        2.1.1-2.1.3, 2.2.1-2.2.3, 2.3.1-2.3.4, 2.4.1,
        3.2.1-3.2.2, 3.3.1-3.3.4, 3.4.1-3.4.6, 3.5.1-3.5.5, 3.7.1-3.7.2,
        4.1.1-4.1.3, 4.2.1, 4.3.1-4.3.2, 4.4.1-4.4.4,
        5.1.1, 5.2.1-5.2.3, 5.3.1-5.3.2, 5.4.1-5.4.3,
        6.1.1-6.1.3, 6.2.1-6.2.12, 6.3.1-6.3.4, 6.4.1-6.4.4, 6.5.1-6.5.5, 6.6.1-6.6.3, 6.8.1-6.8.4,
        7.1.1-7.1.3, 7.2.1-7.2.4, 7.3.1-7.3.2, 7.4.1-7.4.5, 7.5.1-7.5.2, 7.6.1-7.6.2,
        8.1.1-8.1.2, 8.2.1-8.2.3, 8.3.1, 8.4.1,
        9.1.1-9.1.3, 9.2.1-9.2.4,
        10.1.1-10.1.2, 10.2.1-10.2.2, 10.3.1-10.3.4, 10.4.1-10.4.11, 10.5.1-10.5.5, 10.6.1-10.6.2, 10.7.1-10.7.3,
        11.1.1-11.1.2, 11.2.1-11.2.3, 11.3.1-11.3.3, 11.4.1-11.4.4, 11.5.1, 11.6.1,
        12.1.1-12.1.3, 12.2.1-12.2.2, 12.3.1-12.3.4,
        13.1.1, 13.2.1-13.2.5, 13.3.1-13.3.2, 13.4.1-13.4.5,
        14.1.1-14.1.2, 14.2.1-14.2.4, 14.3.1-14.3.3,
        15.1.1-15.1.3, 15.2.1-15.2.3, 15.3.1-15.3.7,
        16.1.1, 16.2.1-16.2.5, 16.3.1-16.3.4, 16.4.1-16.4.3, 16.5.1-16.5.3,
        17.1.1, 17.2.1-17.2.4, 17.3.1-17.3.2
        """;

    private static string Page => Sources.Read("docs/asvs.md");

    [Fact]
    public void Requirements_AllOfThem_AreAnsweredOnce()
    {
        var answered = Row().Matches(Page).SelectMany(row => Numbers(row.Groups["numbers"].Value)).ToList();

        Assert.Equal(253, Numbers(Standard).Count());
        Assert.Equal(Numbers(Standard).Order(StringComparer.Ordinal), answered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tests_ThatArePartOfAnAnswer_AreThere()
    {
        var sources = Sources.Below("tests", ".cs").Select(Sources.Read).ToList();
        var named = Named().Matches(Page).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();

        var missing = named.Where(one => !sources.Exists(source =>
            Regex.IsMatch(source, $@"class {one.Class}\b") && Regex.IsMatch(source, $@"public (async Task|void|Task) {one.Method}\(")));

        Assert.Empty(missing);
        Assert.True(named.Count > 80, $"{named.Count}");
    }

    private static IEnumerable<string> Numbers(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(part =>
    {
        var ends = part.Split('-');
        var stem = ends[0][..(ends[0].LastIndexOf('.') + 1)];
        var (first, last) = (int.Parse(ends[0][stem.Length..], null), int.Parse(ends[^1][(ends[^1].LastIndexOf('.') + 1)..], null));
        return Enumerable.Range(first, last - first + 1).Select(number => $"{stem}{number}");
    });

    [GeneratedRegex(@"^\| (?<numbers>\d+\.\d+\.\d+[\d., -]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex Named();
}
