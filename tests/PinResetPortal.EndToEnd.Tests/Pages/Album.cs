using PinResetPortal.EndToEnd.Crawling;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>Pictures of one page where a journey stands: window and colours change, the page stays as it is.</summary>
internal sealed class Album : IDisposable
{
    private readonly TourPictures _pictures = new();
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Takes the page in every look; what is wrong with it is kept, and the page looks as before.</summary>
    public async Task TakeAsync(IPage page, string name)
    {
        var before = page.ViewportSize ?? throw new InvalidOperationException("The page has no window of its own.");
        foreach (var look in TourPictures.Looks)
        {
            await ShowAsync(page, look.Width, look.Height, look.IsDark);
            _problems.AddRange(await Picture.TakeAsync(page, _pictures.Folder, $"{name}-{look.Name}"));
        }

        await ShowAsync(page, before.Width, before.Height, isDark: false);
    }

    public void Dispose() => _pictures.Dispose();

    private static async Task ShowAsync(IPage page, int width, int height, bool isDark)
    {
        await page.SetViewportSizeAsync(width, height);
        await page.EmulateMediaAsync(new() { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light });
        await page.EvaluateAsync(PageRules.Quiet);

        // What had the focus may lie somewhere else in the other window.
        await page.EvaluateAsync("() => { const at = document.activeElement; if (at && at !== document.body && at.getBoundingClientRect().top > innerHeight * .8) at.scrollIntoView({ block: 'center' }); }");
    }
}
