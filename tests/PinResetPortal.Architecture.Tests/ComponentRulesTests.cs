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

    /// <summary>A class that only the style sheet of another component knows has no style here: its rules are scoped to that component.</summary>
    [Fact]
    public void Classes_OfMarkup_AreStyledWhereTheyAreUsed()
    {
        var shared = ClassesOf(Sources.Read("src/PinResetPortal/wwwroot/app.css")).ToHashSet();
        var sheets = Sources.Below("src/PinResetPortal/Components", ".razor.css").ToDictionary(path => path[..^".css".Length], path => Sources.Read(path));
        var scoped = sheets.ToDictionary(sheet => sheet.Key, sheet => ClassesOf(sheet.Value).ToHashSet());
        var reachesIn = sheets.Values.SelectMany(sheet => Deep().Matches(Rules().Replace(sheet, "{}")).SelectMany(match => ClassesOf(match.Value))).ToHashSet();
        var bare = from path in Sources.Below("src/PinResetPortal/Components", ".razor")
                   from match in ClassAttribute().Matches(Sources.Read(path))
                   from name in ClassName().Matches(match.Groups[1].Value).Select(found => found.Value).Distinct()
                   where !shared.Contains(name) && !reachesIn.Contains(name) && scoped.GetValueOrDefault(path)?.Contains(name) != true
                   let owner = scoped.FirstOrDefault(sheet => sheet.Value.Contains(name)).Key
                   where owner is not null
                   select $"{path}: {name} is styled in {owner}.css only";

        Assert.Empty(bare);
    }

    /// <summary>A value that is rendered beside @oninput is older than what somebody has typed meanwhile, and takes it away again. A binding knows what it was told.</summary>
    [Fact]
    public void TypedText_Anywhere_IsNotWrittenBack() => Assert.DoesNotContain(Sources.Below("src", ".razor"), path => WrittenBack().IsMatch(Sources.Read(path)));

    /// <summary>wwwroot/js/drafts.js brings back what was typed, where a form says so: searches, confirmations and what people paste are not kept.</summary>
    [Fact]
    public void Forms_WithATextField_KeepADraftOrAreListed() => Assert.Equal(
        [
            "src/PinResetPortal/Components/BulkRepairs/BulkRepairPage.razor",
            "src/PinResetPortal/Components/Onboarding/OffboardPanel.razor",
            "src/PinResetPortal/Components/Overview/ViewMenu.razor",
            "src/PinResetPortal/Components/People/PersonSearch.razor",
            "src/PinResetPortal/Components/Troubleshooting/TroubleshootPage.razor",
        ],
        Sources.Below("src/PinResetPortal/Components", ".razor").Where(path => Sources.Read(path) is var markup && (FormWithText().IsMatch(markup) || markup.Contains("<UnsavedGuard", StringComparison.Ordinal))
            && !markup.Contains("data-draft=", StringComparison.Ordinal)));

    [Theory]
    [InlineData("<form>\n<p><MudTextField /></p></form>", true)]
    [InlineData("<form><textarea></textarea></form>", true)]
    [InlineData("<form><input type=\"hidden\" /><input type=\"text\" /></form>", true)]
    [InlineData("<form><input type=\"hidden\" /></form>", false)]
    [InlineData("<form method=\"dialog\"></form><input />", false)]
    public void Rule_Sample_FindsTheFormWithATextField(string razor, bool found) => Assert.Equal(found, FormWithText().IsMatch(razor));

    [Theory]
    [InlineData("<input value=\"@_text\" @oninput=\"OnTyped\" />", true)]
    [InlineData("<input @oninput=\"OnTyped\"\n value=\"@_text\" />", true)]
    [InlineData("<input @oninput=\"OnTyped\" /><input value=\"@_text\" />", false)]
    [InlineData("<input @bind:get=\"_text\" @bind:set=\"OnTyped\" @bind:event=\"oninput\" />", false)]
    public void Rule_Sample_FindsWhatIsWrittenBack(string razor, bool found) => Assert.Equal(found, WrittenBack().IsMatch(razor));

    /// <summary>Tokens, reset, print and what every page is made of; whatever else has a style has it beside its component.</summary>
    [Fact]
    public void SharedSheet_Grows_NoMore() => Assert.InRange(Sources.Read("src/PinResetPortal/wwwroot/app.css").Split('\n').Length, 1, 150);

    /// <summary>What an item of evidence is, is a property of it: its words are for people.</summary>
    [Fact]
    public void Words_OfFindings_AreNeverCompared() => Assert.DoesNotContain(
        Sources.Below("src/PinResetPortal/Components", ".cs", ".razor"), path => ComparedWords().IsMatch(Sources.Read(path)));

    [Theory]
    [InlineData("Finding.Evidence.Where(item => item.Value is \"changed\" or \"gone\")", true)]
    [InlineData("evidence.Detail == \"deployed\"", true)]
    [InlineData("Finding.Summary.Contains(\"gone\")", true)]
    [InlineData("match.Groups[\"days\"].Value == \"*\"", false)]
    [InlineData("Finding.Evidence.Where(item => item.Differs)", false)]
    public void Rule_Sample_FindsTheComparedWords(string code, bool found) => Assert.Equal(found, ComparedWords().IsMatch(code));

    [Theory]
    [InlineData("<p>\n@if (x)\n{\n    return;\n}\n</p>", true)]
    [InlineData("@{ if (x) return; }", true)]
    [InlineData("<p>The return; of a device</p>", false)]
    [InlineData("@* return; *@<p />", false)]
    [InlineData("<!-- return; --><p />", false)]
    [InlineData("<p />\n@code {\n    int Two() { return 2; }\n}", false)]
    public void Rule_Sample_FindsTheReturnOfMarkup(string razor, bool found) => Assert.Equal(found, Return().IsMatch(Markup(razor)));

    private static IEnumerable<string> ClassesOf(string sheet) => Selector().Matches(Rules().Replace(sheet, "{}")).Select(match => match.Groups[1].Value);

    /// <summary>Without comments and without the code block, where return is an ordinary word.</summary>
    private static string Markup(string razor)
    {
        var markup = Comment().Replace(razor, "");
        var code = CodeBlock().Match(markup);
        return code.Success ? markup[..code.Index] : markup;
    }

    [GeneratedRegex(@"\b(item|evidence|row)\.(Value|Detail|Name) (is|==|!=) (not )?""|\.(Summary|Headline)\.(Contains|StartsWith|EndsWith)\(|\.(Summary|Headline) (is|==|!=) (not )?""")]
    private static partial Regex ComparedWords();

    [GeneratedRegex(@"/\*.*?\*/|\{[^{}]*\}", RegexOptions.Singleline)]
    private static partial Regex Rules();

    [GeneratedRegex(@"\.([a-z][\w-]*)")]
    private static partial Regex Selector();

    [GeneratedRegex("::deep[^{}]*")]
    private static partial Regex Deep();

    [GeneratedRegex("""[cC]lass="([^"]*)""")]
    private static partial Regex ClassAttribute();

    [GeneratedRegex(@"(?<![\w.@-])[a-z][\w-]+")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"(^|[{};)])\s*return\b[^<>\n]*;", RegexOptions.Multiline)]
    private static partial Regex Return();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""<(?:input|textarea)\b(?=[^>]*\svalue="@)[^>]*@oninput""")]
    private static partial Regex WrittenBack();

    [GeneratedRegex(@"^@(code|functions)\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("""<form\b(?:(?!</form>).)*?<(?:MudTextField|MudNumericField|textarea|input(?![^>]*type="hidden"))""", RegexOptions.Singleline)]
    private static partial Regex FormWithText();
}
