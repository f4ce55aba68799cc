namespace PinResetPortal.Work.Scans;

/// <summary>Configuration section <c>Scans</c>.</summary>
public sealed class ScanOptions
{
    public const string Section = "Scans";

    /// <summary>How many tenants this instance reads at the same time at most. Fewer while Graph throttles the portal as a whole.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>When all tenants are scanned: a Quartz cron expression (seconds first), for example <c>0 30 5 * * ?</c>. Empty: never.</summary>
    public string? Schedule { get; set; }

    /// <summary>Time zone of <see cref="Schedule"/>, an IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>For how many days finished scans are kept.</summary>
    public int KeepDays { get; set; } = 90;
}
