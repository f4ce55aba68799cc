using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Overview;

/// <summary>What the last check of a tenant says; a tenant that was never checked is told apart.</summary>
public enum OverviewVerdict
{
    NotReady,
    Unknown,
    Ready,
    NotChecked,
}

public enum OverviewRelationship
{
    /// <summary>GDAP, and it lasts for more than a while.</summary>
    Active,

    /// <summary>GDAP, and it ends within <see cref="TenantRelationship.ExpiryNotice"/>.</summary>
    Expiring,

    /// <summary>GDAP that has ended, or the customer is no longer listed.</summary>
    Ended,

    /// <summary>Added by hand.</summary>
    Direct,

    /// <summary>The people's own tenant.</summary>
    Home,
}

public enum OverviewSort
{
    Name,

    /// <summary>What needs somebody first: not ready, unknown, not checked, ready; of the ready ones those that have got least far.</summary>
    Verdict,

    /// <summary>Never checked first, then the oldest answer.</summary>
    LastChecked,

    /// <summary>The lowest first; tenants that do not tell come last, whichever way it is sorted.</summary>
    Coverage,
}

/// <summary>Which tenants of the overview are wanted, and in which order.</summary>
public sealed record OverviewQuery
{
    /// <summary>An answer older than this is stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromDays(3);

    /// <summary>Part of a name, domain or tenant id; case and accents do not matter.</summary>
    public string? Text { get; init; }

    public OverviewVerdict? Verdict { get; init; }

    /// <summary>How far the tenant has got. Of those that are not ready or unknown the verdict says the same.</summary>
    public TenantStage? Stage { get; init; }

    /// <summary>Only tenants that could not be read when it was tried last: their answer is an earlier one.</summary>
    public bool Unread { get; init; }

    /// <summary>The worst status of the required checks of consent.</summary>
    public FindingStatus? Consent { get; init; }

    /// <summary>The worst status of the required checks of policy.</summary>
    public FindingStatus? Policy { get; init; }

    /// <summary>Id of a check that is broken.</summary>
    public string? BrokenCheck { get; init; }

    public string? Tag { get; init; }

    public OverviewRelationship? Relationship { get; init; }

    /// <summary>Only tenants whose answer is older than <see cref="StaleAfter"/>, or that have none.</summary>
    public bool Stale { get; init; }

    /// <summary>Only these; null: all.</summary>
    public IReadOnlyCollection<TenantId>? Only { get; init; }

    public OverviewSort Sort { get; init; }

    public bool Descending { get; init; }
}
