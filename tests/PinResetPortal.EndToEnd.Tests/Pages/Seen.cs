using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Journeys;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>When a page shows what it is about.</summary>
internal static class Seen
{
    public static Func<IPage, Task> Headline(string begins) => page => Expect(page.Headline()).ToHaveTextAsync(new Regex("^" + Regex.Escape(begins)));

    public static Func<IPage, Task> Steps(int count) => page => Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(count);
}
