using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Core.Reports;

/// <summary>Where a tenant stood at a moment, as far as it was read. In the order in which a report names them: what nobody knows comes first.</summary>
public enum StandKind
{
    /// <summary>There was an answer, and it is too old to speak for the moment, or later reads could not see.</summary>
    NotRead,

    /// <summary>No answer by then is kept.</summary>
    NotChecked,

    /// <summary>It was read, and a required check could not be told.</summary>
    Unknown,

    NotReady,
    Ready,
}

/// <summary>Where a tenant stood at a moment.</summary>
/// <param name="Verdict">Of the last answer by then; null: there is none.</param>
/// <param name="Stage">Of the same answer; null: there is none, or the history did not keep stages yet.</param>
/// <param name="ReadAt">When the last read that is known of by then was.</param>
public sealed record Stand(StandKind Kind, Verdict? Verdict = null, TenantStage? Stage = null, DateTimeOffset? ReadAt = null)
{
    /// <summary>Nobody can say how the tenant stood at the moment itself.</summary>
    public bool IsUnread => Kind is StandKind.NotRead or StandKind.NotChecked or StandKind.Unknown;

    /// <summary>By a stretch of answers that said the same.</summary>
    /// <param name="lastSeenAt">When the same was read last; later than <paramref name="at"/> when the stretch went on.</param>
    public static Stand At(DateTimeOffset at, Verdict verdict, TenantStage? stage, DateTimeOffset lastSeenAt, TimeSpan staleAfter)
    {
        var readAt = lastSeenAt < at ? lastSeenAt : at;
        return new(at - readAt > staleAfter ? StandKind.NotRead : KindOf(verdict), verdict, stage, readAt);
    }

    /// <summary>By the answer that stands now.</summary>
    public static Stand Now(TenantReadiness? answer, DateTimeOffset now, TimeSpan staleAfter) => answer is null
        ? new(StandKind.NotChecked)
        : new(answer.Unread is not null || now - answer.ReadAt > staleAfter ? StandKind.NotRead : KindOf(answer.Verdict), answer.Verdict, answer.Stage, answer.ReadAt);

    private static StandKind KindOf(Verdict verdict) => verdict switch
    {
        Findings.Verdict.Ready => StandKind.Ready,
        Findings.Verdict.NotReady => StandKind.NotReady,
        _ => StandKind.Unknown,
    };
}
