using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using PinResetPortal.EndToEnd.Browsing;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>One person at several screens at once: each page is shown on all of them, photographed and looked at by axe.</summary>
internal sealed class Tour(string pictures, IReadOnlyList<(Look Look, Visitor Visitor)> screens) : IAsyncDisposable
{
    private const long TrivialPicture = 8_000;

    private readonly List<string> _problems = [];

    /// <summary>What is wrong with the pages seen so far.</summary>
    public IEnumerable<string> Problems =>
        [.. _problems, .. screens.SelectMany(screen => screen.Visitor.Complaints.Select(complaint => $"{screen.Look.Name}: {complaint}"))];

    /// <param name="person">Null: nobody signs in.</param>
    public static async Task<Tour> StartAsync(Chromium chromium, Uri portal, string pictures, string? person)
    {
        var screens = new List<(Look, Visitor)>();
        foreach (var look in new[] { Look.Light, Look.Dark, Look.Phone })
        {
            var visitor = await Visitor.OpenAsync(chromium, portal, look);
            screens.Add((look, visitor));
            if (person is not null)
            {
                await visitor.SignInAsync(person);
            }
        }

        return new Tour(pictures, screens);
    }

    public void Expect(string complaint)
    {
        foreach (var (_, visitor) in screens)
        {
            visitor.Expect(complaint);
        }
    }

    /// <param name="ready">Waits until the page shows what it is about.</param>
    public async Task ShowAsync(string name, string path, Func<IPage, Task> ready)
    {
        foreach (var (look, visitor) in screens)
        {
            var picture = $"{name}-{look.Name}";
            await visitor.Page.GotoAsync(path);
            await ready(visitor.Page);
            await PhotographAsync(visitor.Page, picture);
            await InspectAsync(visitor.Page, picture);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, visitor) in screens)
        {
            await visitor.DisposeAsync();
        }
    }

    private async Task PhotographAsync(IPage page, string name)
    {
        var file = Path.Combine(pictures, $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
        var size = new FileInfo(file).Length;
        if (size < TrivialPicture)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: the picture has only {size} bytes."));
        }

        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: the page is {overflow} pixels wider than the window."));
        }
    }

    private async Task InspectAsync(IPage page, string name)
    {
        var found = await page.RunAxe();
        _problems.AddRange(found.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{name}: {violation.Id} ({violation.Impact}): {violation.Help}: {string.Join(" | ", violation.Nodes.Select(Describe))}"));
    }

    private static string Describe(AxeResultNode node) => $"{node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}";
}
