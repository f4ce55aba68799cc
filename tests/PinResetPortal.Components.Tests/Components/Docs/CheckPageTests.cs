using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using Xunit;

namespace PinResetPortal.Components.Docs;

public sealed class CheckPageTests : ComponentTest
{
    [Fact]
    public void CheckPage_EveryCheck_HasItsPage()
    {
        foreach (var check in Services.GetServices<ITenantCheck>())
        {
            Assert.NotEmpty(CheckDocument.Find(check.Id)?.Title ?? "");
        }
    }

    [Fact]
    public void CheckPage_KnownCheck_ShowsHeadingsAndTable()
    {
        var page = Render<CheckPage>(parameters => parameters.Add(check => check.CheckId, "consent.pin-reset-service"));

        Assert.Single(page.FindAll("h1"));
        Assert.NotEmpty(page.FindAll("h2"));
        Assert.NotEmpty(page.FindAll("tbody tr"));
        Assert.DoesNotContain("**", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.like-that")]
    [InlineData("../../appsettings")]
    public void CheckPage_UnknownCheck_SaysSo(string id) =>
        Assert.Equal("Check not found", Render<CheckPage>(parameters => parameters.Add(check => check.CheckId, id)).Find("h1").TextContent);

    [Fact]
    public void Parse_LinksAndMarks_BecomeElementsAndNothingElseDoes()
    {
        var body = Body("""
            # T

            `x` **now**, [check](policy.b.md#repair), [here](#repair), [page](https://learn.microsoft.com/a), <https://learn.microsoft.com/b> or https://learn.microsoft.com/c.
            <script>alert(1)</script> [bad](javascript:alert(1)) [up](../operate.md) ![picture](https://evil.example/x.png)
            """);

        Assert.Equal(
            ["/docs/checks/policy.b#repair", "/docs/checks/policy.a#repair", "https://learn.microsoft.com/a", "https://learn.microsoft.com/b", "https://learn.microsoft.com/c"],
            body.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.All(body.QuerySelectorAll("a[href^=https]"), link => Assert.Equal("noopener noreferrer", link.GetAttribute("rel")));
        Assert.Empty(body.QuerySelectorAll("script, img"));
        Assert.Contains("<script>alert(1)</script> bad up", body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_HeadingsAndTables_HaveAnchorsAndNames()
    {
        var body = Body("# T\n\n![card](../images/a.png)\n\n## How it is judged\n\n| What `x` | Status |\n|---|---|\n| a | b |\n");

        Assert.Equal("how-it-is-judged", body.QuerySelector("h2")?.Id);
        Assert.Equal("What x, Status", body.QuerySelector(".table-scroll[role=region] > table.grid")?.ParentElement?.GetAttribute("aria-label"));
        Assert.Empty(body.QuerySelectorAll("h1, img"));
    }

    [Fact]
    public void Links_BetweenCheckPages_LeadToAHeadingThatIsThere()
    {
        var pages = Services.GetServices<ITenantCheck>().ToDictionary(check => "/docs/checks/" + check.Id, check => Body(check.Id, CheckDocument.Find(check.Id)!));

        Assert.All(pages.Values.SelectMany(page => page.QuerySelectorAll("a[href^='/']")), link =>
        {
            var parts = link.GetAttribute("href")!.Split('#');
            Assert.True(pages.TryGetValue(parts[0], out var page), parts[0]);
            Assert.True(parts.Length == 1 || page.QuerySelector($"[id='{parts[1]}']") is not null, link.OuterHtml);
        });
    }

    private static AngleSharp.Dom.IElement Body(string markdown) => Body("policy.a", CheckDocument.Parse("policy.a", markdown.ReplaceLineEndings("\n")));

    private static AngleSharp.Dom.IElement Body(string id, CheckDocument document) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<main data-check=\"{id}\">{document.Body.Value}</main>").QuerySelector("main")!;
}
