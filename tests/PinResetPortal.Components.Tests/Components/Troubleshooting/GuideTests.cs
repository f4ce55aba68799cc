using Bunit;
using PinResetPortal.Components.Guide;
using Xunit;

namespace PinResetPortal.Components.Troubleshooting;

public sealed class GuideTests : ComponentTest
{
    [Fact]
    public void GuidePage_Typed_FindsAndKeepsTheSearchInTheAddress()
    {
        var page = Render<GuidePage>();
        Assert.True(page.FindAll(".guide-list li").Count > 100);

        page.Find("input").Input("caa20004");

        Assert.Contains(page.FindAll(".guide-list a"), link => link.GetAttribute("href") == "/guide/caa20004");
        Assert.EndsWith("?q=caa20004", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void GuidePage_NothingMatches_SaysSo()
    {
        var page = Render<GuidePage>();

        page.Find("input").Input("zzzz");

        Assert.Contains("No entry matches", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void GuideEntryPage_Code_ShowsMeaningCausesChecksAndSources()
    {
        var page = Render<GuideEntryPage>(parameters => parameters.Add(entry => entry.EntryId, "caa20004"));

        Assert.StartsWith("CAA20004", page.Find("h1").TextContent, StringComparison.Ordinal);
        var links = page.FindAll("a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.Contains("/guide/cause-service-consent-missing", links);
        Assert.Contains("/docs/checks/consent.pin-reset-service", links);
        Assert.Contains(links, link => link!.StartsWith("https://", StringComparison.Ordinal));
    }

    [Fact]
    public void GuideEntryPage_Cause_ListsWhatItIsSeenAs()
    {
        var page = Render<GuideEntryPage>(parameters => parameters.Add(entry => entry.EntryId, "cause-service-consent-missing"));

        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == "/guide/aadsts-650052");
    }

    [Fact]
    public void GuideEntryPage_UnknownId_IsNotFound() =>
        Assert.Contains("Entry not found", Render<GuideEntryPage>(parameters => parameters.Add(entry => entry.EntryId, "nothing")).Markup, StringComparison.Ordinal);
}
