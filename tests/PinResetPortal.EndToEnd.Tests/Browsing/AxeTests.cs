namespace PinResetPortal.EndToEnd.Browsing;

public sealed class AxeTests(World world)
{
    /// <summary>Rules of the whole page, of elements and of colours.</summary>
    [Fact]
    public async Task Examine_PlantedFaults_FindsEach()
    {
        await using var context = await world.Chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("""<html><body><main><h1>Here</h1><button></button><p style="color: #aaa; background: #fff">Pale</p></main></body></html>""");

        var found = await Axe.ExamineAsync(page);

        Assert.Equal(["button-name", "color-contrast", "document-title", "html-has-lang"], found.Select(one => one.Id).Order(StringComparer.Ordinal));
        Assert.Contains("Pale", Assert.Single(found, one => one.Id == "color-contrast").Nodes[0].Html, StringComparison.Ordinal);
    }
}
