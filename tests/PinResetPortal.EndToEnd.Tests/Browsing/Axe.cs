using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace PinResetPortal.EndToEnd.Browsing;

/// <summary>What axe finds wrong with a page. Every rule runs; only what is wrong is described, which is most of the time that a page takes.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

    public static async Task<IReadOnlyList<AxeResultItem>> ExamineAsync(IPage page) => (await page.RunAxe(Options)).Violations;
}
