namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>What no page may show, as a script that lists what it finds.</summary>
internal static class PageRules
{
    public const string Dead = """
        const shown = element => element !== null && getComputedStyle(element).display !== 'none';
        const dead = shown(document.getElementById('blazor-error-ui')) ? 'the circuit ended'
          : document.querySelector('#components-reconnect-modal[open]') ? 'the connection was lost' : null;
        """;

    /// <summary>
    /// Given the ids of the checks. Words are taken from text alone, closed parts included; what stands as code is meant to be copied, and
    /// cells of evidence quote what was read.
    /// </summary>
    public const string Wrong = $$"""
        ids => {
          {{Dead}}
          if (dead) return [dead];
          const found = [];
          const trouble = document.querySelector('main .trouble h2, .correlation');
          if (trouble && location.pathname !== '/error') found.push(`it failed: ${document.querySelector('h1')?.innerText}: ${trouble.innerText}`);
          if (!document.querySelector('h1')) found.push('it has no heading');
          const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          if (wider > 0) {
            const right = document.documentElement.clientWidth;
            const who = [...document.querySelectorAll('main *, header *, .tenant-band *')].find(element => element.getBoundingClientRect().right > right + 1);
            found.push(`it scrolls sideways by ${wider} px (${who?.outerHTML.slice(0, 120)})`);
          }

          const scheme = getComputedStyle(document.documentElement).colorScheme;
          const odd = [...document.querySelectorAll('input, textarea, select')].find(field => getComputedStyle(field).colorScheme !== scheme);
          if (odd) found.push(`a field has the colours of the other theme: ${odd.outerHTML.slice(0, 100)}`);
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const quoted = 'pre, code, script, style, textarea, noscript, template';
          const labels = 'h1, h2, h3, h4, li, summary, option, label, legend, th, button, nav, dt';
          const camel = /(?<![\w.@/-])[a-z]+[A-Z][A-Za-z]+(?![\w.@/-])/;
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const text = node.data.trim();
            const parent = node.parentElement;
            if (text === '' || parent.closest(quoted)) continue;
            const id = ids.find(one => new RegExp(`(?<![\\w.-])${one.replaceAll('.', '\\.')}(?![\\w.-])`).test(text));
            if (id && !parent.closest('td')) found.push(`an id stands for a name: ${text.slice(0, 100)}`);
            if (/\]\([^)\s]+\)|\*\*[^*\n]+\*\*|^#{1,4} \S|`[^`\n]+`/.test(text)) found.push(`raw Markdown: ${text.slice(0, 100)}`);
            if (/(?<![\d.,:/-])1 (causes|checks|tenants|policies|requests|devices|entries|users|roles|steps|members|settings|rows|days|hours|minutes|results|findings|groups)\b/.test(text)) found.push(`the number does not agree: ${text.slice(0, 100)}`);
            if (parent.closest(labels) && !parent.closest('td, .message') && camel.test(text)) found.push(`the name of a property: ${text.slice(0, 100)}`);
          }
          return [...new Set(found)];
        }
        """;

    /// <summary>Where the focus is, when it is nowhere.</summary>
    public const string Lost = "() => document.activeElement === null || document.activeElement === document.body";

    /// <summary>Nothing was drawn for a moment.</summary>
    public const string Quiet = """
        () => new Promise(resolve => {
          let timer;
          const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 100); });
          const end = () => { clearTimeout(limit); observer.disconnect(); resolve(); };
          const limit = setTimeout(end, 3000);
          timer = setTimeout(end, 100);
          observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        })
        """;
}
