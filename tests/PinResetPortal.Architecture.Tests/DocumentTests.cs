using System.Text.RegularExpressions;

namespace PinResetPortal.Architecture;

/// <summary>What the documents point to is there: files, folders, headings, pictures. Decisions are numbered once each, and the first page stays short.</summary>
public sealed partial class DocumentTests
{
    private const int MostLinesOfTheReadme = 100;

    private static readonly string[] Documents = ["README.md", .. Sources.Below("docs", ".md"), .. Sources.Below("src", ".md")];

    public static TheoryData<string> Pages => [.. Documents];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadSomewhere(string page)
    {
        var dead = Targets(Sources.Read(page)).Where(target => !LeadsSomewhere(page, target)).ToList();

        Assert.Empty(dead);
    }

    /// <summary>A page that no other page leads to is read by nobody.</summary>
    [Fact]
    public void Pages_AllOfThem_AreReachedFromTheReadme()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(["README.md"]);
        while (open.TryPop(out var page))
        {
            if (!seen.Add(page) || !page.EndsWith(".md", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var target in Targets(Sources.Read(page)).Where(IsRelative).Select(target => Path(page, target)).Where(path => path.Length > 0))
            {
                // A folder shows its files.
                foreach (var found in Directory.Exists(System.IO.Path.Combine(Sources.Root, target)) ? Sources.Below(target, ".md") : [target])
                {
                    open.Push(found);
                }
            }
        }

        Assert.Empty(Documents.Except(seen));
    }

    [Fact]
    public void Decisions_Numbers_AreUsedOnce()
    {
        var twice = Sources.Below("docs/decisions", ".md").GroupBy(path => System.IO.Path.GetFileName(path)[..4]).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void Readme_Lines_AreFew() => Assert.InRange(Sources.Read("README.md").Split('\n').Length, 1, MostLinesOfTheReadme + 1);

    private static bool LeadsSomewhere(string page, string target)
    {
        if (!IsRelative(target))
        {
            return true;
        }

        var path = Path(page, target);
        var full = System.IO.Path.Combine(Sources.Root, path);
        return target.Split('#') is [_, var heading]
            ? File.Exists(full) && Anchors(File.ReadAllText(full)).Contains(heading, StringComparer.Ordinal)
            : File.Exists(full) || Directory.Exists(full);
    }

    private static bool IsRelative(string target) => !Uri.TryCreate(target, UriKind.Absolute, out var address) || address.Scheme == Uri.UriSchemeFile;

    /// <summary>From the root of the checkout; the page itself for a heading of its own.</summary>
    private static string Path(string page, string target) => target.Split('#')[0] is { Length: > 0 } file
        ? System.IO.Path.GetRelativePath(Sources.Root, System.IO.Path.GetFullPath(System.IO.Path.Combine(Sources.Root, System.IO.Path.GetDirectoryName(page) ?? "", file))).Replace('\\', '/')
        : page;

    private static IEnumerable<string> Targets(string markdown) => Link().Matches(WithoutCode(markdown)).Select(match => match.Groups[1].Value);

    /// <summary>Headings as GitHub turns them into anchors: lower case, without punctuation, spaces as dashes.</summary>
    private static IEnumerable<string> Anchors(string markdown) =>
        Heading().Matches(WithoutCode(markdown)).Select(match => NoAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string markdown) => Code().Replace(markdown, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
