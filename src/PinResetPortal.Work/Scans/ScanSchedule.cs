namespace PinResetPortal.Work.Scans;

/// <summary>When all tenants are scanned.</summary>
/// <param name="Cron">A Quartz cron expression (seconds first); null or empty: never.</param>
/// <param name="TimeZone">An IANA name.</param>
public sealed record ScanSchedule(string? Cron, string TimeZone)
{
    /// <summary>Key of the settings document; as long as nobody has saved one, the section <c>Scans</c> of the configuration holds.</summary>
    public const string SettingsKey = "scan-schedule";
}
