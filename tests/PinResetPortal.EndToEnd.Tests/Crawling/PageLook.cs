using System.Globalization;
using PinResetPortal.EndToEnd.Browsing;

namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>The widths and themes that every page is tried in.</summary>
internal static class PageLook
{
    private const int Height = 900;

    private static readonly int[] Widths = [320, 390, 1280, 1440];

    /// <summary>In an order in which neighbours differ in both: whoever takes a few in a row sees narrow and wide, light and dark.</summary>
    public static readonly IReadOnlyList<Look> All =
    [
        .. Widths.Select((width, place) => Of(width, isDark: place % 2 == 0)),
        .. Widths.Select((width, place) => Of(width, isDark: place % 2 == 1)),
    ];

    private static Look Of(int width, bool isDark) => new(string.Create(CultureInfo.InvariantCulture, $"{width} px, {(isDark ? "dark" : "light")}"), width, Height, isDark);
}
