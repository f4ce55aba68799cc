using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.Readiness;

/// <summary>A read after the answer that stands, which could not see what it would have had to see.</summary>
/// <param name="Since">When the first such read in a row was.</param>
/// <param name="At">When the last one was.</param>
/// <param name="Findings">What the last one could not tell, each with why.</param>
public sealed record UnreadSince(DateTimeOffset Since, DateTimeOffset At, IReadOnlyList<AssessedFinding> Findings)
{
    /// <summary>Why it was so for the checks of the verdict: the first reason of each kind.</summary>
    public IReadOnlyList<Facts.UnreadableReason> Reasons =>
    [
        .. Findings.Select(assessed => assessed.Finding).Where(finding => finding.Required).Select(finding => finding.Reason)
            .OfType<Facts.UnreadableReason>().DistinctBy(reason => reason.Kind),
    ];
}

/// <summary>
/// What one read could not see says nothing against what an earlier read saw. The one rule for pages, API, runs and scans; the Store
/// applies it to whatever is saved.
/// </summary>
/// <remarks>
/// The whole answer is kept, not single findings: a verdict is about one moment. An answer with a known verdict stays when the later
/// one is <see cref="Verdict.Unknown"/>. Of two unknown ones the earlier stays when it saw more of the required checks. The later one is
/// noted beside it (<see cref="TenantReadiness.Unread"/>). A known verdict takes the place of everything before it.
/// </remarks>
public static class KeptAnswer
{
    /// <param name="earlier">What is stored; null: the tenant was never read.</param>
    /// <param name="later">What was read now.</param>
    /// <returns>What is to be stored: <paramref name="later"/>, or <paramref name="earlier"/> with a note of it.</returns>
    public static TenantReadiness Of(TenantReadiness? earlier, TenantReadiness later)
    {
        if (earlier is null || !SawLess(later, earlier))
        {
            return later;
        }

        return earlier with
        {
            Unread = new(earlier.Unread?.Since ?? later.ReadAt, later.ReadAt, [.. later.Findings.Where(assessed => assessed.Finding.Status == FindingStatus.Unknown)]),
        };
    }

    private static bool SawLess(TenantReadiness later, TenantReadiness earlier) =>
        later.Verdict == Verdict.Unknown && (earlier.Verdict != Verdict.Unknown || Seen(later) < Seen(earlier));

    private static int Seen(TenantReadiness answer) => answer.Findings.Count(assessed => assessed.Finding is { Required: true, Status: not FindingStatus.Unknown });
}
