using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinResetPortal.Architecture;

/// <summary>
/// A <c>!</c> tells the compiler that something is never null, and nobody checks it again. Each one stands in <c>NullForgiving.txt</c>,
/// by its file and its expression, below the reason why it holds; a new one is refused, and one that is gone is taken off the list.
/// </summary>
public sealed partial class NullForgivingTests
{
    private const string List = "tests/PinResetPortal.Architecture.Tests/NullForgiving.txt";

    [Fact]
    public void Operators_OfTheProduct_AreThoseOfTheList()
    {
        var found = Sources.Below("src", ".cs", ".razor").SelectMany(path => In(path, Sources.Read(path)).Select(expression => new Operator(path, expression))).CountBy(one => one).ToDictionary();
        var listed = ReadList().Operators;

        var news = found.Where(pair => pair.Value > listed.GetValueOrDefault(pair.Key)).Select(pair => $"new, to be written without it or listed with a reason: {pair.Key.Path}: {pair.Value} {pair.Key.Expression}");
        var gone = listed.Where(pair => pair.Value > found.GetValueOrDefault(pair.Key)).Select(pair => $"no longer there, so shorten the list: {pair.Key.Path}: {found.GetValueOrDefault(pair.Key)} {pair.Key.Expression}");
        var differences = news.Concat(gone).Order(StringComparer.Ordinal).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void List_EveryFile_HasAReason() => Assert.DoesNotContain(ReadList().Reasons, reason => string.IsNullOrWhiteSpace(reason.Value));

    [Theory]
    [InlineData("a.cs", "class A { string B(string? c) => c!.Trim() + c!; }", "c!", "c!")]
    [InlineData("a.cs", "class A { bool B(bool c, string? d) => !c && d != \"e!.\"; }")]
    [InlineData("a.razor", "<p>@Facts.Methods.WhyUnreadable!.Message</p> @(x != y)", "Facts.Methods.WhyUnreadable!")]
    [InlineData("a.razor", "@* Reason!.Text *@ <p title=\"Done!\">Done! It is ready!</p>")]
    [InlineData("a.razor", "<Child Value=\"Find(id)!\" />", "Find(id)!")]
    public void Rule_Sample_FindsTheOperators(string path, string text, params string[] expected) => Assert.Equal(expected, In(path, text));

    private static IEnumerable<string> In(string path, string text) => path.EndsWith(".razor", StringComparison.Ordinal)
        ? InMarkup().Matches(Comment().Replace(text, "")).Select(match => match.Value)
        : CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken)
            .DescendantNodes().OfType<PostfixUnaryExpressionSyntax>().Where(node => node.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            .Select(node => Space().Replace(node.ToString(), " "));

    /// <summary>A line at the margin is a file and its reason, an indented one below it a number and an expression.</summary>
    private static (Dictionary<string, string> Reasons, Dictionary<Operator, int> Operators) ReadList()
    {
        var reasons = new Dictionary<string, string>();
        var operators = new Dictionary<Operator, int>();
        var path = "";
        foreach (var line in Sources.Read(List).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Trim().Split(line[0] == ' ' ? ' ' : ':', 2);
            if (line[0] == ' ')
            {
                operators.Add(new(path, parts[1]), int.Parse(parts[0], CultureInfo.InvariantCulture));
            }
            else
            {
                path = parts[0];
                reasons.Add(path, parts.Length > 1 ? parts[1] : "");
            }
        }

        return (reasons, operators);
    }

    private sealed record Operator(string Path, string Expression);

    /// <summary>In markup an exclamation mark is mostly one: an operator stands behind a name or a bracket, and code goes on behind it.</summary>
    [GeneratedRegex(@"[\w.]+(\([^()""]*\)|\[[^\[\]""]*\])?!(?=[.)\[\],;?]|""\s*/?>)")]
    private static partial Regex InMarkup();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|(?<=\s(title|Title|Label|placeholder)="")[^@""]*(?="")", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
