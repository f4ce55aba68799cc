using MudBlazor;

namespace PinResetPortal.Components.Layout;

/// <summary>
/// Type, radii and the light palette for MudBlazor. The colours of both themes are defined once, in <c>wwwroot/app.css</c>, which
/// also maps MudBlazor's variables onto them: so the theme is right before a circuit exists, and nothing flashes.
/// </summary>
public static class PortalTheme
{
    private static readonly string[] Fonts = ["Segoe UI Variable Text", "Segoe UI", "system-ui", "-apple-system", "Roboto", "Noto Sans", "sans-serif"];

    public static readonly MudTheme Value = new()
    {
        PaletteLight = new PaletteLight { Primary = "#0d5c63", Surface = "#ffffff", Background = "#f4f5f3", TextPrimary = "#1b2427" },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".9375rem", LineHeight = "1.5" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = ".875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "0" },
        },
    };
}
