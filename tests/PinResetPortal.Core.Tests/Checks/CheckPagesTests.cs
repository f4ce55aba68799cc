using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Architecture;
using PinResetPortal.Work;

namespace PinResetPortal.Core.Checks;

public sealed class CheckPagesTests
{
    [Fact]
    public void EveryCheck_HasItsPage_AndEveryPageItsCheck()
    {
        var ids = All().Select(check => check.Id).Order(StringComparer.Ordinal);
        var pages = Directory.GetFiles(Path.Combine(Sources.Root, "docs", "checks"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(ids, pages);
    }

    /// <summary>The card, the list in the palette and the page speak of the same thing by the same name, and of its weight alike.</summary>
    [Fact]
    public void Pages_Heads_SayTitleIdAndWhetherTheVerdictHangsOnIt() => Assert.All(All(), check =>
    {
        var lines = Sources.Read($"docs/checks/{check.Id}.md").Split('\n');

        Assert.Equal($"# {check.Title}", lines[0]);
        Assert.StartsWith($"`{check.Id}`", lines[2], StringComparison.Ordinal);
        Assert.Equal(check.Required, !lines[2].Contains("(advice", StringComparison.Ordinal));
    });

    private static List<ITenantCheck> All() => [.. new ServiceCollection().AddPinResetWork().BuildServiceProvider().GetServices<ITenantCheck>()];
}
