namespace PinResetPortal.Work.Background;

/// <summary>
/// What runs beside each other. Each lane has its own number of places on each instance and leaves those of the others alone.
/// </summary>
internal static class WorkLanes
{
    /// <summary>Repairs that somebody started by themselves, one by one.</summary>
    public const string Repair = "repair";

    /// <summary>Chunks of scans of many tenants.</summary>
    public const string Scan = "scan";

    /// <summary>Scans of one chunk: a check of one tenant does not wait behind a thousand.</summary>
    public const string SmallScan = "small-scan";

    /// <summary>Repairs of the tenants of a bulk repair, each like one that was started by itself: those never wait for these.</summary>
    public const string Bulk = "bulk";

    /// <summary>What makes the plans of a bulk repair, and begins its tenants one after the other: it mostly waits.</summary>
    public const string BulkLead = "bulk-lead";

    /// <summary>Destinations of notifications.</summary>
    public const string Notify = "notify";
}

/// <summary>How many of a lane run at the same time on one instance.</summary>
/// <param name="Places">Asked when the engine is built, after all options are validated.</param>
internal sealed record WorkLane(string Name, Func<IServiceProvider, int> Places);
