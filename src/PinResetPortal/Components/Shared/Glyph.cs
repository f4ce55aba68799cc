using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Shared;

/// <summary>
/// Small icons that say nothing by themselves, as <c>MudIcon</c> draws them, but as markup that all circuits share: on a page that stays
/// open, each component costs the server some kilobytes.
/// </summary>
internal static class Glyph
{
    private static readonly ConcurrentDictionary<string, MarkupString> Drawn = new(StringComparer.Ordinal);

    /// <param name="icon">One of MudBlazor's icons, a constant.</param>
    public static MarkupString Small(string icon) => Drawn.GetOrAdd(icon, path =>
        new($"""<svg class="mud-icon-root mud-svg-icon mud-icon-size-small" focusable="false" viewBox="0 0 24 24" aria-hidden="true" role="img">{path}</svg>"""));
}
