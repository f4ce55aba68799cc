namespace PinResetPortal.EndToEnd.Browsing;

/// <summary>How a visitor sees the portal.</summary>
internal sealed record Look(string Name, int Width, int Height, bool IsDark)
{
    public static readonly Look Light = new("light", 1280, 800, IsDark: false);

    public static readonly Look Dark = new("dark", 1280, 800, IsDark: true);

    public static readonly Look Phone = new("phone", 390, 844, IsDark: false);

    public static readonly Look DarkPhone = Phone with { Name = "dark-phone", IsDark = true };
}
