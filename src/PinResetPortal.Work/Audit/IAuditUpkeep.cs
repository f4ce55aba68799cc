namespace PinResetPortal.Work.Audit;

/// <summary>What keeps the audit log verifiable. Implemented by the Store.</summary>
public interface IAuditUpkeep
{
    /// <summary>Writes down, outside of the database, where every log ends. What is behind the last seal already keeps its place in it.</summary>
    /// <returns>The new seal; null when nothing has happened since the last one.</returns>
    Task<AuditSealMark?> SealAsync(CancellationToken cancellationToken);

    /// <summary>Records that the database was put back to an earlier copy: an entry in each log that lost some, and a seal that says so.</summary>
    /// <param name="by">Who says so.</param>
    Task<RestoreRecord> RecordRestoreAsync(string by, string reason, CancellationToken cancellationToken);

    /// <summary>Makes a new key and a new signing key; instances take them at their next start. What the old ones made stays verifiable.</summary>
    /// <returns>What to know about it, in sentences.</returns>
    IReadOnlyList<string> RotateKeys();
}

public abstract record RestoreRecord
{
    private RestoreRecord()
    {
    }

    /// <param name="Logs">How many logs had lost entries, or had others in their place.</param>
    public sealed record Recorded(int Logs) : RestoreRecord;

    /// <summary>Nothing is missing: there is nothing to record.</summary>
    public sealed record Nothing : RestoreRecord;

    /// <summary>An older copy does not explain what was found; nothing was recorded.</summary>
    public sealed record Unexplained(IReadOnlyList<AuditProblem> Problems) : RestoreRecord;
}
