namespace PinResetPortal.Work.Background;

/// <summary>
/// The one engine for all that runs in the background. A row of the domain says what is to be done; a firing of the engine brings the row
/// to its end, on whatever instance, and may be run again. Always the row first: work whose row has no firing is given one soon.
/// </summary>
internal interface IBackground
{
    /// <summary>
    /// Asks for a firing that begins after this call: work that is just firing fires once more. At most one firing of the same work runs
    /// at a time. While the engine's own tables cannot be written, the firing comes as soon as they can: this never throws for that.
    /// </summary>
    Task StartAsync(WorkItem work, CancellationToken cancellationToken);

    /// <summary>The same for new work that comes in parts.</summary>
    async Task StartAllAsync(IReadOnlyCollection<WorkItem> works, CancellationToken cancellationToken)
    {
        foreach (var work in works)
        {
            await StartAsync(work, cancellationToken);
        }
    }

    /// <summary>
    /// Wakes what waits, wherever it runs, so that it looks at its row. The wish itself must stand in the row before: on another instance
    /// this takes until its next check-in.
    /// </summary>
    Task WakeAsync(WorkKey key, CancellationToken cancellationToken);
}

/// <summary>What is to be brought to its end.</summary>
/// <param name="Kind">The <see cref="IWork.Kind"/> that knows how.</param>
/// <param name="Id">Of the row, as <see cref="WorkId"/> writes it.</param>
internal sealed record WorkKey(string Kind, string Id);

/// <param name="Lane">How many of its kind run at the same time: one of <see cref="WorkLanes"/>.</param>
/// <param name="Priority">Of what waits in a lane, the higher one begins first, then the older one.</param>
/// <param name="Here">This instance is preferred, because it holds the sign-in on whose behalf it runs. Another one takes it when this one is gone.</param>
internal sealed record WorkItem(WorkKey Key, string Lane, int Priority = WorkItem.Ordinary, bool Here = false)
{
    public const int Ordinary = 5;

    /// <summary>Null: as soon as there is a place. Asking for an early firing leaves a later one that was asked for before as it is, and the other way round.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
