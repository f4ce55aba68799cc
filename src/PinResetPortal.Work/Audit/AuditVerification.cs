using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Audit;

/// <summary>What kind of trace a change past the portal has left.</summary>
public enum AuditProblemKind
{
    /// <summary>An entry does not match its hash: it was altered, or moved there from another place.</summary>
    Altered,

    /// <summary>An entry stands where none was written.</summary>
    Inserted,

    /// <summary>An entry is missing.</summary>
    Removed,

    /// <summary>An entry is not the one that the next one or the end of the log knows.</summary>
    Replaced,

    /// <summary>An entry is not the one that the last seal knows.</summary>
    NotAsSealed,

    /// <summary>The log is shorter than the last seal knows it: cut off, or an older copy of the database was put back.</summary>
    BehindSeal,

    /// <summary>A whole log that the last seal knows is gone.</summary>
    LogRemoved,

    /// <summary>An entry was made without the key at a time when there was one.</summary>
    Keyless,

    /// <summary>The key that an entry was made with is not here: nobody can tell whether it was altered.</summary>
    KeyMissing,

    /// <summary>The database does not refuse changes of the log any more.</summary>
    GuardsMissing,

    /// <summary>The file of seals does not fit together.</summary>
    SealsBroken,
}

/// <summary>One thing that verifying found.</summary>
/// <param name="TenantId">Whose log; null: it concerns the database or the seals as a whole.</param>
/// <param name="Entry">From which entry on the log does not hold; null: as above.</param>
/// <param name="Message">One sentence.</param>
public sealed record AuditProblem(AuditProblemKind Kind, TenantId? TenantId, long? Entry, string Message);

/// <param name="Number">1, 2, 3… within the file of seals.</param>
/// <param name="At">When it was made.</param>
public sealed record AuditSealMark(long Number, DateTimeOffset At);

/// <summary>What verifying found, and what it could not tell.</summary>
/// <param name="Entries">How many entries were verified.</param>
/// <param name="Problems">At most one for each log, the first that does not fit; empty when everything holds.</param>
public sealed record AuditVerification(long Entries, IReadOnlyList<AuditProblem> Problems)
{
    public bool Holds => Problems.Count == 0;

    /// <summary>The first of <see cref="Problems"/> in a sentence.</summary>
    public string? Problem => Problems.Count == 0 ? null : Problems[0].Message;

    /// <summary>What nobody could tell from what is there, each in a sentence.</summary>
    public IReadOnlyList<string> Untold { get; init; } = [];

    /// <summary>How many of <see cref="Entries"/> are from before the log had a key.</summary>
    public long BeforeKey { get; init; }

    /// <summary>What was compared with; null: there is no seal.</summary>
    public AuditSealMark? LastSeal { get; init; }
}
