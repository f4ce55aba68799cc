using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace PinResetPortal.EndToEnd.Browsing;

/// <summary>One person with one browser profile. Whatever the browser complains about on any of their pages is kept.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<string> _expected = [];
    private readonly Uri _portal;

    private Visitor(Uri portal, IBrowserContext context, IPage page)
    {
        (_portal, Context, Page) = (portal, context, page);
        context.Console += (_, message) => Keep(message.Type is "error" or "warning", $"{message.Type}: {message.Text} ({message.Location})");
        context.WebError += (_, error) => Keep(true, $"script: {error.Error}");
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => [.. _complaints.Where(complaint => !_expected.Any(part => complaint.Contains(part, StringComparison.Ordinal)))];

    /// <param name="proxy">The only way out; with it, certificates of an authority that the browser does not know are taken.</param>
    public static async Task<Visitor> OpenAsync(Chromium chromium, Uri portal, Look look, Proxy? proxy = null)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = portal.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            DeviceScaleFactor = 1,
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            Proxy = proxy,
            IgnoreHTTPSErrors = proxy is not null,
        });
        context.SetDefaultTimeout(30_000);
        return new Visitor(portal, context, await context.NewPageAsync());
    }

    /// <summary>Something that the browser will rightly complain about, a page that is not found for example.</summary>
    public void Expect(string complaint) => _expected.Add(complaint);

    /// <summary>Goes to a page of the portal, through its sign-in page and the account picker, and ends where the page wanted to be.</summary>
    public async Task SignInAsync(string person, string path = "/")
    {
        await Page.GotoAsync(path);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Microsoft" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = person }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("^" + Regex.Escape(_portal.GetLeftPart(UriPartial.Authority)) + "/(?!signin-oidc|sign-in)"));
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private void Keep(bool bad, string complaint)
    {
        if (bad)
        {
            _complaints.Enqueue(complaint);
        }
    }
}
