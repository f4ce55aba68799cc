using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;

namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>
/// Opens addresses as one account, in a few tabs at once and in the look that each is given, and keeps what is wrong: a dead circuit, an
/// unexpected failure, a complaint of the browser or of axe, a page wider than the window, words that are no words, a focus that got lost.
/// </summary>
/// <param name="checks">The ids of the checks, which no page shows in the place of a name.</param>
/// <param name="thorough">axe looks at each page in every look, not once in each theme.</param>
internal sealed class Crawler(Chromium chromium, Uri portal, IReadOnlyCollection<string> checks, bool thorough)
{
    /// <summary>Two more than a machine with two processors can draw at once: the others wait for the server meanwhile.</summary>
    private const int Tabs = 4;

    /// <summary>The frame's dialogs listen to keys as soon as the circuit has drawn the page; whatever still loads shows a skeleton or is busy.</summary>
    private const string Settled = $$"""
        () => {
          {{PageRules.Dead}}
          if (dead) return true;
          if (!document.querySelector('.top-bar')) return document.readyState === 'complete';
          const drawn = performance.getEntriesByType('resource').some(entry => entry.name.includes('/js/bridge.js'));
          const waits = [...document.querySelectorAll('.mud-skeleton, main [aria-busy="true"]')].some(element => element.checkVisibility());
          return drawn && document.querySelector('h1') !== null && !waits;
        }
        """;

    /// <summary>What somebody may press on any page without changing a tenant. The focus stays where the work goes on.</summary>
    private static readonly Regex Harmless = new("^(Check again|Read again|Look again|Look now|Read the sign-in log|Filters|Show what it would do|Explain|Clear|Close)$");

    private readonly ConcurrentDictionary<(string Kind, string Look), bool> _inspected = new();
    private readonly ConcurrentDictionary<(string Kind, Account Account), bool> _pressed = new();
    private readonly ConcurrentQueue<string> _problems = new();

    public IReadOnlyCollection<string> Problems => _problems;

    /// <param name="visits">Addresses, each with the place of its look in <see cref="PageLook.All"/>.</param>
    public async Task CrawlAsync(Account account, IEnumerable<(Target Target, int Look)> visits)
    {
        await using var visitor = await Visitor.OpenAsync(chromium, portal, Look.Light);
        await visitor.SignInAsync(account.Name);
        visitor.Expect("status of 404"); // the page that is not found
        if (account.Role != "Admin")
        {
            visitor.Expect("status of 403"); // the settings
        }

        // One look after the other: a tab that keeps its size lays out once.
        var waiting = new ConcurrentQueue<(Target Target, int Look)>(visits.OrderBy(visit => visit.Look));
        await Task.WhenAll(Enumerable.Range(0, Tabs).Select(async _ =>
        {
            var page = await visitor.Context.NewPageAsync();
            while (waiting.TryDequeue(out var visit))
            {
                await OpenAsync(page, account, visit.Target, visit.Look);
            }
        }));
        foreach (var complaint in visitor.Complaints)
        {
            _problems.Enqueue($"{account.Name}: {complaint}");
        }
    }

    private async Task OpenAsync(IPage page, Account account, Target target, int place)
    {
        var look = PageLook.All[place];
        var where = $"{account.Name} at {target.Path} ({look.Name})";
        try
        {
            await page.SetViewportSizeAsync(look.Width, look.Height);
            await page.EmulateMediaAsync(new() { ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light });
            await page.GotoAsync(target.Path);
            await page.WaitForFunctionAsync(Settled);
            await page.EvaluateAsync(PageRules.Quiet);
            foreach (var wrong in await page.EvaluateAsync<string[]>(PageRules.Wrong, checks))
            {
                _problems.Enqueue($"{where}: {wrong}");
            }

            // In a sample axe looks at each page once in each theme, at the width that comes first; it is the slowest of all.
            if (_inspected.TryAdd((target.Kind, thorough ? look.Name : look.IsDark.ToString()), true))
            {
                foreach (var violation in await Axe.ExamineAsync(page))
                {
                    _problems.Enqueue($"{where}: axe {violation.Id} ({violation.Impact}): {violation.Help}: {violation.Nodes[0].Html}");
                }
            }

            if (_pressed.TryAdd((target.Kind, account), true))
            {
                await PressAsync(page, where);
            }
        }
        catch (TimeoutException)
        {
            _problems.Enqueue($"{where}: it never got ready: {await page.EvaluateAsync<string>("() => document.body.innerText.slice(0, 300)")}");
        }
    }

    /// <summary>Presses the first harmless button that can be seen.</summary>
    private async Task PressAsync(IPage page, string where)
    {
        var button = page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = Harmless }).First;
        if (await button.IsVisibleAsync() && await button.IsEnabledAsync())
        {
            var name = await button.InnerTextAsync();
            await button.PressAsync("Enter");
            await page.EvaluateAsync(PageRules.Quiet);
            await page.WaitForFunctionAsync(Settled);
            try
            {
                // A button that is busy has no focus, and gets it back.
                await page.WaitForFunctionAsync($"() => !({PageRules.Lost})()");
            }
            catch (TimeoutException)
            {
                _problems.Enqueue($"{where}: after \"{name}\" the focus is nowhere");
            }
        }
    }
}
