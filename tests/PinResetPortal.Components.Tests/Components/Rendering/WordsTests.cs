using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Components.Docs;
using PinResetPortal.Components.Guide;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Troubleshooting.Guide;
using Xunit;

namespace PinResetPortal.Components.Rendering;

/// <summary>The words of every page and panel that a case draws, of every check page and of every entry of the guide.</summary>
public sealed class WordsTests : ComponentTest
{
    public static TheoryData<string> Names() => RenderTests.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Words_EachCase_AreForPeople(string name)
    {
        await using var test = new RenderTests();
        var one = RenderTests.Case(name);
        var drawn = one.Render(test);
        drawn.WaitForAssertion(() => Assert.Contains(one.Words, drawn.Markup, StringComparison.Ordinal));

        Assert.Empty(Words.Wrong(drawn));
    }

    [Fact]
    public void Words_EveryCheckPage_AreForPeople() => Assert.All(Services.GetRequiredService<CheckCatalog>().All, check =>
        Assert.Empty(Words.Wrong(Render<CheckPage>(page => page.Add(one => one.CheckId, check.Id)))));

    [Fact]
    public void Words_EveryEntryOfTheGuide_AreForPeople() => Assert.All(Services.GetRequiredService<GuideCatalog>().All, entry =>
        Assert.Empty(Words.Wrong(Render<GuideEntryPage>(page => page.Add(one => one.EntryId, entry.Id)))));

    [Theory]
    [InlineData("policy.pin-recovery is off")]
    [InlineData("The finding is NeedsAttention")]
    [InlineData("see [this](x.md)")]
    [InlineData("**loud**")]
    [InlineData("1 causes")]
    [InlineData("`code`")]
    public void Wrong_Sample_IsFound(string text) => Assert.NotEmpty(Words.Wrong(text));

    [Theory]
    [InlineData("contoso.example needs attention")]
    [InlineData("1 cause, 11 causes, 0.1 causes")]
    [InlineData("EnablePinRecovery is on")]
    [InlineData("1 address, and 1 has none")]
    public void Wrong_Sample_IsLeftAlone(string text) => Assert.Empty(Words.Wrong(text));
}
