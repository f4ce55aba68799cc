namespace PinResetPortal.Store.Auditing;

/// <summary>What makes the audit log verifiable from outside of the database. Configuration section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string SectionName = "Audit";

    /// <summary>
    /// The folder of the audit keys and of the keys that sign files; <c>audit</c> in <c>Storage:Path</c> when it is not set. Keys that are not
    /// there are made at the first start, closed to everybody else (0600). Several instances share one folder.
    /// </summary>
    public string? KeyPath { get; set; }

    /// <summary>The file that seals are appended to; <c>seals.log</c> in the folder of the keys when it is not set.</summary>
    public string? SealPath { get; set; }

    /// <summary>How often the ends of all logs are sealed, when something was written.</summary>
    public TimeSpan SealEvery { get; set; } = TimeSpan.FromMinutes(5);
}
