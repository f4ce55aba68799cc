namespace PinResetPortal.Work.Background;

/// <summary>One kind of work that has a row in the database, and a firing for each row that is not finished.</summary>
internal interface IWork
{
    /// <summary>Permanent: the engine's tables hold it.</summary>
    string Kind { get; }

    /// <summary>
    /// Brings the row to its end, or as far as it comes. Whatever it throws leaves the row as it is; the next look for rows without a
    /// firing starts it again.
    /// </summary>
    /// <param name="wake">
    /// Cancelled when somebody wants the work to look at its row (a wish to stop stands there) or when this instance stops. In the second
    /// case it comes to a clean place and throws <see cref="OperationCanceledException"/>: another instance, or the next start, goes on.
    /// </param>
    Task RunAsync(string id, CancellationToken wake);

    /// <summary>Every row that should have a firing, waiting or running.</summary>
    Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken);
}
