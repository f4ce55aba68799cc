using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PinResetPortal.EndToEnd.World))]

// Whoever shares the one portal and its Emulator waits for the others, since faults and requests are of all of them. Whoever has
// processes of their own (Own) runs beside them, five rows beside each other, whatever the number of processors: all mostly wait for a browser.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: TestCollectionOrderer(typeof(PinResetPortal.EndToEnd.LongestFirst))]
[assembly: Parallelization(MaxThreads = 5)]

namespace PinResetPortal.EndToEnd;

/// <summary>The collections of the tests that start a portal and an Emulator for themselves, those that take longest first.</summary>
internal static class Own
{
    public const string Deaths = "Portals that are killed";
    public const string Demo = "Demos whose pages are looked at";
    public const string Scans = "Portals that are killed while they scan";
    public const string Crawl = "Demos that are crawled";
    public const string Fleet = "Demos of many tenants";
    public const string Tenants = "Demos with every tenant there is";
    public const string Halves = "Portals that read a half";
    public const string Starts = "Portals that start in many ways";
    public const string Nothing = "Portals that begin with nothing";
    public const string Chaos = "Faults that come by a plan";

    public static List<string> Rows { get; } = [Deaths, Demo, Scans, Crawl, Fleet, Tenants, Halves, Starts, Nothing, Chaos];
}

/// <summary>What begins last must not be what takes longest: the journeys of the one portal begin, then the others as <see cref="Own"/> names them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(one => Own.Rows.IndexOf(one.TestCollectionDisplayName))];
}

/// <summary>One browser, and one portal in its demo, for all journeys. Each journey brings tenants of its own.</summary>
public sealed class World : IAsyncLifetime
{
    private Chromium? _chromium;
    private OwnDemo? _demo;
    private PortalApi? _readerApi;

    internal Chromium Chromium => Started(_chromium);

    internal PortalProcess Portal => Started(_demo).Portal;

    internal EmulatorControl Emulator => Started(_demo).Emulator;

    internal PortalApi OperatorApi => Started(_demo).Api;

    internal PortalApi ReaderApi => Started(_readerApi);

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        _demo = await OwnDemo.StartAsync();
        _readerApi = await PortalApi.AsReaderAsync(_demo.Portal.Address, _demo.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _readerApi?.Dispose();
        await (_chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_demo?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static T Started<T>(T? part) => part ?? throw new InvalidOperationException("The world was not started.");
}
