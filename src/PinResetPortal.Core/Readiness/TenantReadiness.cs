using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Readiness;

/// <summary>A finding with whether the portal can repair it.</summary>
/// <param name="OnlyByItself">The repair runs only when its check is named, never with "fix everything".</param>
public sealed record AssessedFinding(Finding Finding, bool Fixable, bool OnlyByItself = false);

/// <summary>The answer for one tenant at one time: verdict, findings, what reading it cost.</summary>
/// <param name="Unread">A later read that could not see; null: nobody has failed to read the tenant since.</param>
public sealed record TenantReadiness(
    TenantId TenantId,
    string DisplayName,
    Verdict Verdict,
    DateTimeOffset ReadAt,
    IReadOnlyList<AssessedFinding> Findings,
    ReadCost Cost,
    UnreadSince? Unread = null)
{
    private const string CoverageCheck = "devices.coverage";

    /// <summary>Percent of the Windows devices looked at that a policy reaches, as the check of that name tells it (reached/looked at/all); null: it does not.</summary>
    public int? DeviceCoverage()
    {
        var value = Findings.FirstOrDefault(assessed => assessed.Finding.CheckId == CoverageCheck)?.Finding.Evidence.FirstOrDefault(evidence => evidence.Kind == "coverage")?.Value;
        return value?.Split('/') is [var reached, var examined, _] && int.TryParse(reached, out var some) && int.TryParse(examined, out var all) && all > 0
            ? (int)(100L * some / all)
            : null;
    }
}

/// <summary>The latest and the past answers. Implemented by the Store.</summary>
public interface IReadinessStore
{
    /// <summary>Stores what was read as <see cref="KeptAnswer"/> says.</summary>
    /// <returns>What is stored now: what was read, or the earlier answer beside it.</returns>
    Task<TenantReadiness> SaveAsync(TenantReadiness readiness, CancellationToken cancellationToken);

    Task<TenantReadiness?> LatestAsync(TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>Verdict and time of the latest answer of every tenant that has one.</summary>
    Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(CancellationToken cancellationToken);

    /// <summary>Past answers of one tenant, newest first; answers in a row that say the same are one mark.</summary>
    Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantId tenantId, int limit, CancellationToken cancellationToken);
}

/// <param name="ReadAt">When this was read first; for the latest mark of a tenant (<see cref="IReadinessStore.LatestMarksAsync"/>) when it was read last.</param>
/// <param name="BrokenChecks">Ids of the checks that were Broken.</param>
/// <param name="LastSeenAt">When the same was read last.</param>
/// <param name="UnreadSince">For the latest mark of a tenant: since when later reads could not see; null: they could.</param>
/// <param name="UnreadAt">When the last of these was.</param>
public sealed record ReadinessMark(
    TenantId TenantId,
    Verdict Verdict,
    DateTimeOffset ReadAt,
    IReadOnlyList<string> BrokenChecks,
    DateTimeOffset? LastSeenAt = null,
    DateTimeOffset? UnreadSince = null,
    DateTimeOffset? UnreadAt = null);
