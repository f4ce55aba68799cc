using PinResetPortal.EndToEnd.Browsing;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>One person at several screens at once: each page is shown on all of them, photographed and looked at by axe.</summary>
internal sealed class Tour(string pictures, IReadOnlyList<(Look Look, Visitor Visitor)> screens) : IAsyncDisposable
{
    private readonly List<string> _problems = [];

    /// <summary>What is wrong with the pages seen so far.</summary>
    public IEnumerable<string> Problems =>
        [.. _problems, .. screens.SelectMany(screen => screen.Visitor.Complaints.Select(complaint => $"{screen.Look.Name}: {complaint}"))];

    /// <param name="person">Null: nobody signs in.</param>
    public static async Task<Tour> StartAsync(Chromium chromium, Uri portal, string pictures, string? person)
    {
        var screens = new List<(Look, Visitor)>();
        foreach (var look in TourPictures.Looks)
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
            await visitor.Page.GotoAsync(path);
            await ready(visitor.Page);
            _problems.AddRange(await Picture.TakeAsync(visitor.Page, pictures, $"{name}-{look.Name}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, visitor) in screens)
        {
            await visitor.DisposeAsync();
        }
    }
}
