using System.Globalization;
using Deque.AxeCore.Commons;
using PinResetPortal.EndToEnd.Browsing;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>A picture of what a page shows now, and what is wrong with it.</summary>
internal static class Picture
{
    private const long TrivialPicture = 8_000;

    /// <returns>That there is nothing on it, that it is wider than the window, and what axe calls serious or critical.</returns>
    public static async Task<IReadOnlyList<string>> TakeAsync(IPage page, string folder, string name)
    {
        var problems = new List<string>();
        var file = Path.Combine(folder, $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
        var size = new FileInfo(file).Length;
        if (size < TrivialPicture)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: the picture has only {size} bytes."));
        }

        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: the page is {overflow} pixels wider than the window."));
        }

        problems.AddRange((await Axe.ExamineAsync(page))
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{name}: {violation.Id} ({violation.Impact}): {violation.Help}: {string.Join(" | ", violation.Nodes.Select(Describe))}"));
        return problems;
    }

    private static string Describe(AxeResultNode node) => $"{node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}";
}
