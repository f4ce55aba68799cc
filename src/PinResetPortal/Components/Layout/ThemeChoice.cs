namespace PinResetPortal.Components.Layout;

/// <summary>Light, dark, or as the device is set. Kept in a cookie that the server reads before the first paint.</summary>
public static class ThemeChoice
{
    public const string CookieName = "portal-theme";

    public const string Light = "light";

    public const string Dark = "dark";

    public const string Device = "system";

    /// <returns>One of the three; what is not one of them is <see cref="Device"/>.</returns>
    public static string From(string? value) => value is Light or Dark ? value : Device;
}
