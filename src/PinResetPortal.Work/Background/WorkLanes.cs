namespace PinResetPortal.Work.Background;

/// <summary>
/// What runs beside each other. Each lane has its own number of places on each instance and leaves those of the others alone.
/// </summary>
internal static class WorkLanes
{
    /// <summary>Repairs of tenants, those of a bulk repair among them.</summary>
    public const string Repair = "repair";

    /// <summary>Destinations of notifications.</summary>
    public const string Notify = "notify";
}

/// <summary>How many of a lane run at the same time on one instance.</summary>
/// <param name="Places">Asked when the engine is built, after all options are validated.</param>
internal sealed record WorkLane(string Name, Func<IServiceProvider, int> Places);
