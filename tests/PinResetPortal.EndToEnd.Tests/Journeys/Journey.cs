using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Pages;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>What all journeys share: visitors, and at the end the certainty that no page made the browser complain, and no picture shows what axe objects to.</summary>
public abstract class Journey(World world) : IAsyncDisposable
{
    private readonly List<Visitor> _visitors = [];
    private readonly Album _album = new();

    private protected EmulatorControl Emulator => world.Emulator;

    private protected PortalApi Api => world.OperatorApi;

    private protected PortalApi ReaderApi => world.ReaderApi;

    private protected Uri Portal => world.Portal.Address;

    private protected Uri EmulatorAddress => world.Portal.Emulator;

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await ReportAsync(visitor);
            await visitor.DisposeAsync();
        }

        _album.Dispose();
        GC.SuppressFinalize(this);
        var complaints = _visitors.SelectMany(visitor => visitor.Complaints).Concat(_album.Problems).ToList();
        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
    }

    /// <summary>A customer whom the portal knows.</summary>
    private protected Task<TenantShape> AddAsync(TenantShape tenant) => Emulator.AddAsync(tenant, ReaderApi);

    private protected async Task<Visitor> VisitAsync(Look? look = null)
    {
        var visitor = await Visitor.OpenAsync(world.Chromium, Portal, look ?? Look.Light);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <inheritdoc cref="Album.TakeAsync"/>
    private protected Task PhotographAsync(IPage page, string name) => _album.TakeAsync(page, name);

    private protected async Task<IPage> SignedInAsync(string person, string path = "/")
    {
        var visitor = await VisitAsync();
        await visitor.SignInAsync(person, path);
        return visitor.Page;
    }

    /// <summary>Shown with a failure: where each page was in the end.</summary>
    private static async Task ReportAsync(Visitor visitor)
    {
        foreach (var page in visitor.Context.Pages.Where(page => !page.IsClosed))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"At {page.Url}{Environment.NewLine}{await page.Locator("body").InnerTextAsync()}");
        }
    }
}
