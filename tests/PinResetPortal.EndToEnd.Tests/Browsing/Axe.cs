using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace PinResetPortal.EndToEnd.Browsing;

/// <summary>
/// What axe finds wrong with a page. Every rule runs; only what is wrong is described, which is most of the time that a page takes. It runs in
/// the page itself ("legacy"): the other way opens a page of its own for every result, for the sake of frames of other origins, which no page has.
/// </summary>
internal static class Axe
{
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

#pragma warning disable CS0618 // Once it is gone, axe.run has to be called by hand: the other way takes more than twice the processor.
    public static async Task<IReadOnlyList<AxeResultItem>> ExamineAsync(IPage page) => (await page.Locator("html").RunAxeLegacy(Options)).Violations;
#pragma warning restore CS0618
}
