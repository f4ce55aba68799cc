using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>
/// Nothing crashes, nothing is wider than the window, axe finds nothing and no page talks to machines: every page, every tenant and every
/// person of the demo is opened, from 320 to 1440 px and in both themes. A sample by default, each address as one account in one look;
/// with the environment variable PINRESET_CRAWL=all everything as every account in every look.
/// </summary>
[Collection(Own.Crawl)]
public sealed class CrawlTests(World world) : IAsyncLifetime
{
    /// <summary>With how many of its subjects a page is tried; one with people in it is tried with all of them.</summary>
    private const int Some = 6;

    private const int People = 2;

    private OwnDemo? _demo;

    public async ValueTask InitializeAsync() => _demo = await OwnDemo.StartAsync();

    public ValueTask DisposeAsync() => _demo?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task EveryPage_AsEveryAccount_IsShownAndTheBrowserIsSilent()
    {
        Assert.NotNull(_demo);
        await ScanAsync(_demo.Api);
        var map = await SiteMap.DrawAsync(_demo.Api, _demo.Emulator);
        var all = Environment.GetEnvironmentVariable("PINRESET_CRAWL") == "all";
        var crawler = new Crawler(world.Chromium, _demo.Portal.Address, map.Checks, all);
        foreach (var ((account, targets), turn) in (all ? Everything(map) : Pairs(map)).Select((pair, turn) => (pair, turn)))
        {
            var start = TimeProvider.System.GetTimestamp();
            await crawler.CrawlAsync(account, all
                ? targets.SelectMany(target => PageLook.All.Select((_, look) => (target, look)))
                : targets.Select((target, index) => (target, (index + (3 * turn)) % PageLook.All.Count)));
            TestContext.Current.TestOutputHelper?.WriteLine($"{account.Name}: {targets.Count} of {map.Targets.Count} addresses in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");
        }

        // The line after it says what it was.
        var lines = _demo.Portal.Output.Split('\n');
        var log = lines.Index().Where(line => line.Item.Contains("Unhandled exception", StringComparison.Ordinal)).Select(line => string.Join('\n', lines.Skip(line.Index).Take(3)));
        var problems = crawler.Problems.Concat(log).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static async Task ScanAsync(PortalApi api)
    {
        var scan = await api.ScanAllAsync();
        await Eventually.SeeAsync(async () => (string?)(await api.ScanAsync(scan))["state"] == "completed" ? "" : null, "the end of the scan");
    }

    private static IEnumerable<(Account Account, IReadOnlyCollection<Target> Targets)> Everything(SiteMap map) => Account.All.Select(account => (account, (IReadOnlyCollection<Target>)map.Targets));

    /// <summary>
    /// Each page as each account and with some of its subjects, other ones from page to page, which are dealt out to the accounts one after the
    /// other; of every tenant its first people, who have no device.
    /// </summary>
    private static IEnumerable<(Account Account, IReadOnlyCollection<Target> Targets)> Pairs(SiteMap map)
    {
        var dealt = Account.All.ToDictionary(account => account, _ => new List<Target>());
        foreach (var (place, kind) in map.Targets.GroupBy(target => target.Kind).Index())
        {
            var subjects = kind.GroupBy(target => target.Subject).ToList();
            var step = kind.Count() > subjects.Count ? 1 : Math.Max(1, subjects.Count / Some);
            foreach (var (number, subject) in subjects.Index().Where(pair => pair.Index % step == place % step))
            {
                foreach (var (turn, target) in subject.Take(People).Index())
                {
                    dealt[Account.All[(place + number + turn) % (Account.All.Count - 1)]].Add(target);
                }
            }

            foreach (var account in Account.All.Where(account => !dealt[account].Any(target => target.Kind == kind.Key)))
            {
                dealt[account].Add(kind.First());
            }
        }

        return dealt.Select(pair => (pair.Key, (IReadOnlyCollection<Target>)pair.Value));
    }
}
