namespace PinResetPortal.Components.Shared;

/// <summary>Light, dark, or as the device is set. Kept in a cookie that the server reads before the first paint.</summary>
public static class ThemeChoice
{
    public const string CookieName = "portal-theme";

    public const string Light = "light";

    public const string Dark = "dark";

    public const string Device = "system";

    public static readonly IReadOnlyList<string> All = [Light, Dark, Device];

    public static string NameOf(string choice) => choice switch
    {
        Light => "Light",
        Dark => "Dark",
        _ => "As the device",
    };

    /// <returns>One of the three; what is not one of them is <see cref="Device"/>.</returns>
    public static string From(string? value) => value is Light or Dark ? value : Device;
}
