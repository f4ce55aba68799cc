using System.Text.RegularExpressions;

namespace PinResetPortal.Architecture;

/// <summary>What kills a circuit, or hides that something failed, is forbidden in every component.</summary>
public sealed partial class ComponentRulesTests
{
    private const string Home = "src/PinResetPortal/Components/Shared/ActorComponent.cs";

    [Fact]
    public void Markup_Anywhere_HasNoReturn()
    {
        // Between an opened and a closed element it leaves the element open, and an invalid frame ends the circuit for good.
        Assert.DoesNotContain(Sources.Below("src", ".razor"), path => Return().IsMatch(Markup(Sources.Read(path))));
    }

    [Fact]
    public void Cancellation_Caught_OnlyInTryAsync()
    {
        // Whose cancellation it is, is decided once.
        Assert.Equal([Home], Sources.Below("src/PinResetPortal/Components", ".cs", ".razor").Where(path => Sources.Read(path).Contains("OperationCanceledException", StringComparison.Ordinal)));
    }

    [Fact]
    public void Failures_OfComponents_AreToldByTryAsync()
    {
        // PageTrouble shows what an error boundary has caught.
        Assert.Equal(
            ["src/PinResetPortal/Components/Shared/ActorComponent.cs", "src/PinResetPortal/Components/Shared/PageTrouble.razor.cs"],
            Sources.Below("src/PinResetPortal/Components", ".cs", ".razor").Where(path => Sources.Read(path).Contains("Trouble.Report(", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<p>\n@if (x)\n{\n    return;\n}\n</p>", true)]
    [InlineData("@{ if (x) return; }", true)]
    [InlineData("<p>The return; of a device</p>", false)]
    [InlineData("@* return; *@<p />", false)]
    [InlineData("<!-- return; --><p />", false)]
    [InlineData("<p />\n@code {\n    int Two() { return 2; }\n}", false)]
    public void Rule_Sample_FindsTheReturnOfMarkup(string razor, bool found) => Assert.Equal(found, Return().IsMatch(Markup(razor)));

    /// <summary>Without comments and without the code block, where return is an ordinary word.</summary>
    private static string Markup(string razor)
    {
        var markup = Comment().Replace(razor, "");
        var code = CodeBlock().Match(markup);
        return code.Success ? markup[..code.Index] : markup;
    }

    [GeneratedRegex(@"(^|[{};)])\s*return\b[^<>\n]*;", RegexOptions.Multiline)]
    private static partial Regex Return();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@(code|functions)\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
