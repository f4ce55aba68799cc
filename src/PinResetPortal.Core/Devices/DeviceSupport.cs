using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Devices;

/// <summary>
/// What a device must be for PIN recovery: Windows 10 1703 (10.0.15063) or later, and Pro, Enterprise or Education
/// (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp), joined to Entra ID or to both
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset).
/// </summary>
internal static class DeviceSupport
{
    /// <summary>A device that has not synchronised for this long has not seen a new policy either.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromDays(14);

    private static readonly Version FirstBuild = new(10, 0, 15063);

    /// <summary>False when the version is unknown.</summary>
    public static bool IsTooOld(WindowsDevice device) => Version.TryParse(device.OsVersion, out var version) && version < FirstBuild;

    /// <summary>Home calls itself Core in Intune's edition names; CoreN and CoreSingleLanguage are Home as well.</summary>
    public static bool IsHome(WindowsDevice device) =>
        device.Edition is { } edition
        && (edition.StartsWith("Core", StringComparison.OrdinalIgnoreCase) || edition.StartsWith("Home", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// What the device is, when it is no PC: "HoloLens", "Surface Hub", "Windows Server". Microsoft's page on PIN reset names PCs only; that
    /// these are not served is inferred. Enterprise multi-session (edition ServerRdsh) counts as a PC, and so does a Surface Hub that was
    /// moved to Pro or Enterprise.
    /// </summary>
    /// <returns>Null for a PC, and for a device that does not say.</returns>
    public static string? OtherKind(WindowsDevice device)
    {
        var edition = device.Edition ?? "";
        return Is(device.DeviceType, "holoLens") || edition.StartsWith("Holographic", StringComparison.OrdinalIgnoreCase) || Has(device.Model, "HoloLens") ? "HoloLens"
            : Is(device.DeviceType, "surfaceHub") || Is(edition, "Team") || Is(edition, "PPIPro") || (Has(device.Model, "Surface Hub") && edition.Length == 0) ? "Surface Hub"
            : edition.StartsWith("Server", StringComparison.OrdinalIgnoreCase) && !Is(edition, "ServerRdsh") ? "Windows Server"
            : null;
    }

    /// <summary>False where the device says that PIN reset does not serve it; true when it does not say.</summary>
    public static bool IsServed(WindowsDevice device) =>
        device.Join != DeviceJoin.EntraRegistered && OtherKind(device) is null && !IsTooOld(device) && !IsHome(device);

    /// <summary>Windows 11 counts its builds from 22000 on; null when the version is unknown.</summary>
    public static bool? IsWindows11(WindowsDevice device) => Version.TryParse(device.OsVersion, out var version) ? version.Build >= 22000 : null;

    public static bool IsStale(WindowsDevice device, DateTimeOffset now) => device.LastSyncAt is { } at && now - at > StaleAfter;

    private static bool Is(string? value, string word) => word.Equals(value, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string? value, string word) => value?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
