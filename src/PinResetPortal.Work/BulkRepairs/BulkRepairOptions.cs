namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Configuration section <c>BulkRepairs</c>.</summary>
public sealed class BulkRepairOptions
{
    public const string Section = "BulkRepairs";

    /// <summary>How many tenants of a bulk repair are read or repaired at the same time; also how many all of them repair on one instance.</summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>How often a run is looked at while it goes on.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(500);
}
