using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Overview;

/// <summary>One tenant of the overview, as its last answer left it.</summary>
/// <param name="Verdict">Null: never checked; then nothing else is known either.</param>
/// <param name="Coverage">Percent of the Windows devices that a policy reaches; null: not told.</param>
/// <param name="UnreadSince">Since when later reads could not see, so that the rest of the row is older; null: they could.</param>
/// <param name="Trend">The stretches of the last <see cref="TrendDays"/> days, oldest first; empty where it was not asked for.</param>
public sealed record OverviewRow(
    Tenant Tenant,
    Verdict? Verdict,
    DateTimeOffset? ReadAt,
    FindingStatus? Consent,
    FindingStatus? Policy,
    int? Coverage,
    IReadOnlyList<string> BrokenChecks,
    IReadOnlyList<VerdictStretch> Trend,
    DateTimeOffset? UnreadSince = null)
{
    public const int TrendDays = 30;

    /// <summary>How far the truth of the verdict goes; null: never checked, or not told.</summary>
    public TenantStage? Stage { get; init; }

    /// <summary>How far the policy has come on the devices; null: they could not be read.</summary>
    public Rollout? Devices { get; init; }
}

/// <summary>A stretch of time in which every answer of a tenant had the same verdict.</summary>
/// <param name="LastSeenAt">When it was read last.</param>
public sealed record VerdictStretch(Verdict Verdict, DateTimeOffset From, DateTimeOffset LastSeenAt);

/// <summary>How many tenants match, by verdict and by stage; the query's own verdict and stage are left out of account.</summary>
/// <param name="Unread">Of all of these, the ones that could not be read when it was tried last: their verdict is an earlier one.</param>
public sealed record OverviewCounts(int NotReady, int Unknown, int Ready, int NotChecked, int Unread = 0)
{
    /// <summary>Stages that no tenant is at may be missing.</summary>
    public IReadOnlyDictionary<TenantStage, int> Stages { get; init; } = new Dictionary<TenantStage, int>();

    /// <summary>Those of two lists together.</summary>
    public static OverviewCounts operator +(OverviewCounts one, OverviewCounts other) => new(
        one.NotReady + other.NotReady, one.Unknown + other.Unknown, one.Ready + other.Ready, one.NotChecked + other.NotChecked, one.Unread + other.Unread)
    {
        Stages = one.Stages.Concat(other.Stages).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
    };

    public int All => NotReady + Unknown + Ready + NotChecked;

    public int Of(OverviewVerdict? verdict) => verdict switch
    {
        OverviewVerdict.NotReady => NotReady,
        OverviewVerdict.Unknown => Unknown,
        OverviewVerdict.Ready => Ready,
        OverviewVerdict.NotChecked => NotChecked,
        _ => All,
    };

    /// <summary>How many match with the query's own verdict and stage.</summary>
    public int Of(OverviewQuery query) => query.Stage is { } stage ? Stages.GetValueOrDefault(stage) : Of(query.Verdict);
}

/// <summary>A check that is broken in some tenants.</summary>
public sealed record OverviewFault(string CheckId, int Tenants);

/// <summary>A check of a tenant that says something else than before.</summary>
public sealed record CheckChange(TenantId TenantId, string DisplayName, string CheckId, FindingStatus Before, FindingStatus After, DateTimeOffset At);

/// <param name="Latest">Newest first.</param>
/// <param name="Counts">All of them, by what the checks say now.</param>
public sealed record CheckChanges(IReadOnlyList<CheckChange> Latest, IReadOnlyDictionary<FindingStatus, int> Counts)
{
    public int Total => Counts.Values.Sum();
}

/// <summary>How many tenants were in which state at the end of a day (UTC), as far as they had been checked by then.</summary>
public sealed record FleetDay(DateOnly Day, int Ready, int NotReady, int Unknown);
