using System.Collections.Concurrent;
using PinResetPortal.EndToEnd.Browsing;

namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>Opens addresses as one account, in a few tabs at once, and keeps what is wrong: a dead circuit, an error boundary, an unexpected failure, a complaint of the browser.</summary>
internal sealed class Crawler(Chromium chromium, Uri portal)
{
    /// <summary>Two more than a machine with two processors can draw at once: the others wait for the server meanwhile.</summary>
    private const int Tabs = 4;

    private const string Dead = """
        const shown = element => element !== null && getComputedStyle(element).display !== 'none';
        const dead = shown(document.getElementById('blazor-error-ui')) ? 'the circuit ended'
          : document.querySelector('#components-reconnect-modal[open]') ? 'the connection was lost' : null;
        """;

    /// <summary>The frame's dialogs listen to keys as soon as the circuit has drawn the page; whatever still loads shows a skeleton or is busy.</summary>
    private const string Settled = $$"""
        () => {
          {{Dead}}
          if (dead) return true;
          if (!document.querySelector('.top-bar')) return document.readyState === 'complete';
          const drawn = performance.getEntriesByType('resource').some(entry => entry.name.includes('/js/bridge.js'));
          const waits = [...document.querySelectorAll('.mud-skeleton, main [aria-busy="true"]')].some(element => element.checkVisibility());
          return drawn && document.querySelector('h1') !== null && !waits;
        }
        """;

    /// <summary>Nothing was drawn for a moment.</summary>
    private const string Quiet = """
        () => new Promise(resolve => {
          let timer;
          const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 100); });
          const end = () => { clearTimeout(limit); observer.disconnect(); resolve(); };
          const limit = setTimeout(end, 3000);
          timer = setTimeout(end, 100);
          observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        })
        """;

    private const string Wrong = $$"""
        () => {
          {{Dead}}
          if (dead) return dead;
          const trouble = document.querySelector('main .trouble h2, .correlation');
          if (trouble && location.pathname !== '/error') return `it failed: ${document.querySelector('h1')?.innerText}: ${trouble.innerText}`;
          return document.querySelector('h1') ? null : 'it has no heading';
        }
        """;

    private readonly ConcurrentQueue<string> _problems = new();

    public IReadOnlyCollection<string> Problems => _problems;

    public async Task CrawlAsync(Account account, IReadOnlyCollection<Target> targets)
    {
        await using var visitor = await Visitor.OpenAsync(chromium, portal, Look.Light);
        await visitor.SignInAsync(account.Name);
        visitor.Expect("status of 404"); // the page that is not found
        if (account.Role != "Admin")
        {
            visitor.Expect("status of 403"); // the settings
        }

        var waiting = new ConcurrentQueue<Target>(targets);
        await Task.WhenAll(Enumerable.Range(0, Tabs).Select(async _ =>
        {
            var page = await visitor.Context.NewPageAsync();
            while (waiting.TryDequeue(out var target))
            {
                await OpenAsync(page, account, target);
            }
        }));
        foreach (var complaint in visitor.Complaints)
        {
            _problems.Enqueue($"{account.Name}: {complaint}");
        }
    }

    private async Task OpenAsync(IPage page, Account account, Target target)
    {
        try
        {
            await page.GotoAsync(target.Path);
            await page.WaitForFunctionAsync(Settled);
            await page.EvaluateAsync(Quiet);
            if (await page.EvaluateAsync<string?>(Wrong) is { } wrong)
            {
                _problems.Enqueue($"{account.Name} at {target.Path}: {wrong}");
            }
        }
        catch (TimeoutException)
        {
            _problems.Enqueue($"{account.Name} at {target.Path}: it never got ready: {await page.EvaluateAsync<string>("() => document.body.innerText.slice(0, 300)")}");
        }
    }
}
