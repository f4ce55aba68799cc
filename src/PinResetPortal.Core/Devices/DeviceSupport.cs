using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Devices;

/// <summary>
/// What a device must be for PIN recovery: Windows 10 1703 (10.0.15063) or later, and Pro, Enterprise or Education
/// (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp).
/// </summary>
public static class DeviceSupport
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

    public static bool IsStale(WindowsDevice device, DateTimeOffset now) => device.LastSyncAt is { } at && now - at > StaleAfter;
}
