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
    public void InlineText_Marks_BecomeElementsAndNothingElseDoes()
    {
        var text = Render<InlineText>(parameters => parameters.Add(
            line => line.Text, "Set `x` **now**, see [the page](https://learn.microsoft.com/a) or https://learn.microsoft.com/b. <script>alert(1)</script> [bad](javascript:alert(1))"));

        Assert.Equal("x", text.Find("code").TextContent);
        Assert.Equal("now", text.Find("strong").TextContent);
        Assert.Equal(["https://learn.microsoft.com/a", "https://learn.microsoft.com/b"], text.FindAll("a").Select(link => link.GetAttribute("href")));
        Assert.Empty(text.FindAll("script"));
    }

    [Fact]
    public void CheckDocument_ListOverTwoLines_IsOneItem()
    {
        var document = CheckDocument.Parse("# T\n\n- one\n  goes on\n- two\n");

        Assert.Equal(["one goes on", "two"], Assert.IsType<DocumentBlock.Items>(Assert.Single(document.Blocks)).Texts);
    }
}
