using Bunit;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.EvidencePack;

public sealed class EvidencePageTests : ComponentTest
{
    [Fact]
    public void Page_Checked_ShowsVerdictEvidenceAndChain()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);

        var page = Page();

        Assert.Contains("Not ready", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Pin Reset Service app", page.Markup, StringComparison.Ordinal);
        Assert.Contains("no entries yet", page.FindAll(".evidence-facts")[^1].TextContent, StringComparison.Ordinal);
        Assert.Equal("What was read for each check", page.Find(".appendix summary").TextContent);
        Assert.EndsWith($"/export/evidence/{Some.Contoso.Id}.json", page.Find("a.download").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NeverChecked_SaysSo() => Assert.Contains("never checked", Page().Markup, StringComparison.Ordinal);

    [Fact]
    public void Page_UnknownTenant_SaysSo() =>
        Assert.Contains("when they were read last", Render<EvidencePage>(p => p.Add(page => page.Id, "nonsense")).Markup, StringComparison.Ordinal);

    private IRenderedComponent<EvidencePage> Page() => Render<EvidencePage>(p => p.Add(page => page.Id, Some.Contoso.Id.ToString()));
}
