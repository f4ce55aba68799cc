using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Readiness;

/// <summary>The latest and the past answers. Implemented by the Store.</summary>
public interface IReadinessStore
{
    /// <summary>Stores what was read for a home tenant as <see cref="KeptAnswer"/> says.</summary>
    /// <returns>What is stored now: what was read, or the earlier answer beside it.</returns>
    Task<TenantReadiness> SaveAsync(TenantId homeTenantId, TenantReadiness readiness, CancellationToken cancellationToken);

    Task<TenantReadiness?> LatestAsync(TenantKey key, CancellationToken cancellationToken);

    /// <summary>Verdict and time of the latest answer of every tenant of a home tenant that has one.</summary>
    Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>Past answers of one tenant, newest first; answers in a row that say the same are one mark.</summary>
    Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantKey key, int limit, CancellationToken cancellationToken);

    /// <summary>What the last answer of every tenant of a home tenant by a moment said; tenants without one by then are left out.</summary>
    Task<IReadOnlyDictionary<TenantId, ReadinessMark>> MarksAtAsync(TenantId homeTenantId, DateTimeOffset at, CancellationToken cancellationToken);
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
    DateTimeOffset? UnreadAt = null)
{
    /// <summary>How far the truth of the verdict goes; null: saved before stages were kept.</summary>
    public TenantStage? Stage { get; init; }

    /// <summary>Of the latest mark: how far the policy has come on the devices; null: they could not be read.</summary>
    public Rollout? Devices { get; init; }
}
