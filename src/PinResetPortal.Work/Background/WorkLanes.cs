namespace PinResetPortal.Work.Background;

/// <summary>
/// What runs beside each other. Each lane has its own number of places on each instance and leaves those of the others alone: the repair
/// of one tenant never waits behind a bulk repair, nor the check of one tenant behind a scan of all.
/// </summary>
public static class WorkLanes
{
    /// <summary>Repairs of single tenants.</summary>
    public const string Repair = "repair";
}

/// <summary>How many of a lane run at the same time on one instance.</summary>
/// <param name="Places">Asked when the engine is built, after all options are validated.</param>
public sealed record WorkLane(string Name, Func<IServiceProvider, int> Places);
