using System.Text.RegularExpressions;

namespace PinResetPortal.Architecture;

/// <summary>The one rule of style that is left to an editor: no build reports IDE0065, a using directive below the namespace.</summary>
public sealed partial class UsingsTests
{
    [Fact]
    public void Directives_OfEveryFile_StandAboveTheNamespace() =>
        Assert.DoesNotContain(new[] { "src", "tests" }.SelectMany(folder => Sources.Below(folder, ".cs")), path => Misplaced().IsMatch(Sources.Read(path)));

    [Theory]
    [InlineData("using System;\n\nnamespace A;\n\nclass B { void C() {\n    using var d = E();\n} }", false)]
    [InlineData("namespace A;\n\nusing System;\n\nclass B;", true)]
    [InlineData("namespace A;\nusing static System.Math;\nclass B;", true)]
    public void Rule_Sample_FindsTheMisplaced(string text, bool misplaced) => Assert.Equal(misplaced, Misplaced().IsMatch(text));

    /// <summary>At the margin, where no statement stands.</summary>
    [GeneratedRegex(@"^namespace .*^using ", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Misplaced();
}
